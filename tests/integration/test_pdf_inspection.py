"""A PDF is accepted or refused with the reason; whatever bytes come, the inspection answers."""

from io import BytesIO
from pathlib import Path
from typing import BinaryIO, cast

import pytest
from django.core.files import File
from hypothesis import given
from hypothesis import strategies as st

from fundfeed.adapters.pdf import inspect
from fundfeed.models import DocumentFile
from fundfeed.ports import PdfReport
from tests.factories import pdfs

REAL_BAD_ONES = Path(__file__).parents[3] / "shared" / "data" / "pdfs" / "bad"
LONGEST_REFUSAL = DocumentFile._meta.get_field("refusal").max_length


def report(content: bytes) -> PdfReport:
    return inspect(BytesIO(content))


def test_a_sound_pdf_is_accepted() -> None:
    assert report(pdfs.sound()) == PdfReport(1, "")


def test_encryption_without_a_password_is_no_reason_to_refuse() -> None:
    assert report(pdfs.encrypted_but_open()) == PdfReport(1, "")


def test_a_header_within_the_first_kilobyte_will_do() -> None:
    assert report(b"\n" * 900 + pdfs.sound()) == PdfReport(1, "")


def test_a_script_in_a_packed_object_is_found() -> None:
    assert "JavaScript" in report(pdfs.with_packed_script()).refusal


@pytest.mark.parametrize("packed", [{"layers": 26}, {"padding": 40 * 1024 * 1024}], ids=["too often", "too much"])
def test_what_cannot_be_unpacked_is_not_taken_for_harmless(packed: dict[str, int]) -> None:
    content = pdfs.with_packed_script(**packed)

    assert len(content) < 50_000
    assert "can't be looked into" in report(content).refusal


REASONS = {
    "empty": "empty",
    "error_page": "not a PDF",
    "late_header": "not a PDF",
    "truncated": "damaged",
    "locked": "password",
    "without_pages": "no page",
    "with_script_at_opening": "JavaScript",
    "with_script_in_an_annotation": "JavaScript",
    "with_launch_action": "Launch",
    "with_embedded_file": "EmbeddedFile",
    "with_attached_file": "holds",
}


@pytest.mark.parametrize("fault", pdfs.REFUSED)
def test_a_bad_pdf_is_refused_with_its_reason(fault: str) -> None:
    assert REASONS[fault] in report(pdfs.REFUSED[fault]()).refusal


def test_a_refusal_does_not_tell_where_the_file_lies(tmp_path: Path) -> None:
    place = tmp_path / "secret.pdf"
    place.write_bytes(pdfs.truncated())

    with place.open("rb") as plain, File(place.open("rb")) as stored:
        refusals = [inspect(plain).refusal, inspect(cast(BinaryIO, stored)).refusal]

    assert all("damaged" in refusal and "secret" not in refusal for refusal in refusals)


def fits(found: PdfReport) -> bool:
    return len(found.refusal) <= (LONGEST_REFUSAL or 0) and "\x00" not in found.refusal


@given(start=st.integers(0, 800), noise=st.binary(max_size=60))
def test_no_damage_breaks_the_inspection(start: int, noise: bytes) -> None:
    content = pdfs.sound()

    assert fits(report(content[:start] + noise + content[start + len(noise) :]))


@given(noise=st.binary(max_size=400))
def test_no_bytes_after_a_header_break_the_inspection(noise: bytes) -> None:
    assert fits(report(b"%PDF-1.7\n" + noise))


def test_every_bad_pdf_at_hand_is_judged_in_words_that_fit() -> None:
    """The real damaged files lie beside the clone on some machines; the made ones are always there."""
    made = {name: make() for name, make in pdfs.REFUSED.items()}
    real = {path.name: path.read_bytes() for path in REAL_BAD_ONES.glob("*.pdf")}

    reports = {name: report(content) for name, content in (made | real).items()}

    assert all(fits(found) for found in reports.values())
    refused = {name for name, found in reports.items() if found.refusal}
    assert refused >= made.keys() | {name for name in real if "derived" in name or "password" in name}
