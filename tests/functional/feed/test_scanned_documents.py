"""Where a virus scanner is asked, nothing becomes public without its verdict; people's uploads neither."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pytest_django.fixtures import Settings

from cms.content.uploads import without_metadata
from cms.operations.checks import servers
from fundfeed.models import DocumentFile
from fundfeed.services import UploadRefusedError, receive_pdf
from tests.factories import pdfs
from tests.factories.clamd import INFECTED, SIGNATURE, Clamd, clamd
from tests.factories.documents import add_document, bring, listed
from tests.factories.site import Site

NOWHERE = "tcp://127.0.0.1:1"  # a free port may be another test's a moment later


@pytest.fixture
def scanner(settings: Settings) -> Iterator[Clamd]:
    with clamd() as server:
        settings.CLAMAV_URL = server.address
        yield server


@pytest.fixture
def silent(settings: Settings) -> None:
    settings.CLAMAV_URL = NOWHERE


def infected(title: str) -> bytes:
    """A sound PDF that the scanner knows: what follows the end of a PDF is a comment to its readers."""
    return pdfs.sound(title) + b"\n%" + INFECTED


def deliver(site: Site, content: bytes) -> None:
    """Tomorrow's delivery with one more document, and its file."""
    delivery = site.next_day()
    add_document(delivery, content)
    site.deliver(delivery)
    bring(site, content)


def test_a_document_that_the_scanner_knows_is_held_with_its_signature(published: Site, scanner: Clamd) -> None:
    content = infected("Poisoned")
    deliver(published, content)

    report = published.sync()

    finding = report.finding("document.refused")
    assert (report.outcome, finding["severity"]) == ("applied", "hold")
    assert SIGNATURE in finding["message"]
    assert listed("DEM00003") == []


def test_without_a_verdict_a_document_waits_and_is_public_once_there_is_one(
    published: Site, silent: None, settings: Settings
) -> None:
    content = pdfs.sound("Patient")
    deliver(published, content)

    first = published.sync()
    waiting = listed("DEM00003")
    with clamd() as server:
        settings.CLAMAV_URL = server.address
        second = published.sync()

    assert (first.outcome, first.codes, waiting) == ("applied", ["document.unscanned"], [])
    assert (second.outcome, second.codes) == ("applied", [])
    assert len(listed("DEM00003")) == 1


def test_an_upload_is_refused_by_a_signature(scanner: Clamd, db: None) -> None:
    with pytest.raises(UploadRefusedError, match=SIGNATURE):
        receive_pdf(chunks=[infected("By hand")])
    with pytest.raises(ValidationError, match=SIGNATURE):
        without_metadata(picture(INFECTED))

    assert receive_pdf(chunks=[pdfs.sound("By hand")]).pages
    assert without_metadata(picture()).size


def test_and_by_silence(silent: None, db: None) -> None:
    with pytest.raises(UploadRefusedError, match="doesn't answer"):
        receive_pdf(chunks=[pdfs.sound("By hand")])
    with pytest.raises(ValidationError, match="doesn't answer"):
        without_metadata(picture())

    assert not DocumentFile.objects.exists()


def test_the_dashboard_says_whether_it_answers(scanner: Clamd, settings: Settings) -> None:
    answering = states()
    settings.CLAMAV_URL = NOWHERE
    silence = states()
    settings.CLAMAV_URL = ""

    assert (answering, silence, states()) == (["ok"], ["bad"], [])


def states() -> list[str]:
    """What the check says."""
    return [result.state for result in servers.scanner(None)]  # type: ignore[arg-type] # it looks at nothing else


def picture(comment: bytes = b"") -> SimpleUploadedFile:
    """A small picture, with something behind it that no viewer shows."""
    written = BytesIO()
    Image.new("RGB", (8, 8)).save(written, "PNG")
    return SimpleUploadedFile("picture.png", written.getvalue() + comment)
