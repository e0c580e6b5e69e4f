"""Stored documents are hashed again from time to time; rot is found, told once, and mended by a restored file."""

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages
from django.core.management import call_command

from fundfeed.adapters.staging import path_of
from fundfeed.models import DocumentFile, Message
from fundfeed.services import check_documents
from tests.factories.site import Site


@pytest.fixture
def stored(published: Site) -> Iterator[Path]:
    """The first stored document on the disk, whole again after the test."""
    file = DocumentFile.objects.order_by("pk")[0]
    path = Path(storages["archive"].path(path_of(file.sha256)))
    content = path.read_bytes()
    yield path
    path.write_bytes(content)


def report() -> tuple[int, dict[str, Any]]:
    printed = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("check_documents", json=True, stdout=printed)
    assert isinstance(ended.value.code, int)
    return ended.value.code, json.loads(printed.getvalue())


def test_whole_documents_are_well(published: Site) -> None:
    code, found = report()

    assert (code, found) == (0, {"checked": 2, "faults": {}, "orphans": []})


@pytest.mark.parametrize("harm", ["flipped", "gone"])
def test_a_damaged_document_is_found_and_told_once(stored: Path, harm: str) -> None:
    stored.unlink() if harm == "gone" else stored.write_bytes(b"%PDF-" + stored.read_bytes()[6:] + b"x")

    code, found = report()
    report()

    assert (code, len(found["faults"])) == (1, 1)
    assert Message.objects.filter(subject__contains="damaged").count() == 1


def test_a_restored_document_is_well_again(stored: Path) -> None:
    content = stored.read_bytes()
    stored.write_bytes(b"rot")
    assert report()[0] == 1

    stored.write_bytes(content)

    assert report()[0] == 0


def test_a_slice_takes_those_that_waited_longest(published: Site) -> None:
    check_documents(limit=1)
    check_documents(limit=1)

    assert not DocumentFile.objects.filter(checked_at=None).exists()


def test_a_file_that_no_document_names_is_an_orphan(published: Site) -> None:
    DocumentFile.objects.create(file_name="a.pdf", sha256="0" * 64, size=1, received_at=published.now)

    assert report()[1]["orphans"] == ["a.pdf"]
