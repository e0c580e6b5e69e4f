"""The PDF itself: whole or in part, described by its headers, and never another one than its name says."""

import base64
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.http import HttpResponseBase
from django.test import Client

from api.v1.document_file import disposition
from fundfeed.models import DocumentFile
from infra.deliveries import small_delivery
from tests.factories.public_answers import API, body_of
from tests.factories.site import Site, open_site


@pytest.fixture(scope="module")
def public_record() -> None:
    """Each test here publishes what it asks about."""


@pytest.fixture
def content(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """The bytes of a document that is public."""
    site: Site = open_site(tmp_path / "site", monkeypatch)
    site.deliver(small_delivery())
    assert site.sync().outcome == "applied"
    return next(iter(sorted(site.directory.glob("*.pdf")))).read_bytes()


def address(content: bytes) -> str:
    return f"{API}/documents/{sha256(content).hexdigest()}.pdf"


def ask(content: bytes, **headers: str) -> tuple[HttpResponseBase, bytes]:
    response = Client().get(
        address(content), headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    return response, body_of(response)


def test_the_whole_file_is_described_by_its_headers(content: bytes) -> None:
    response, body = ask(content)

    assert body == content
    assert response["Accept-Ranges"] == "bytes"
    assert response["ETag"] == f'"{sha256(content).hexdigest()}"'
    assert response["Repr-Digest"] == f"sha-256=:{base64.b64encode(sha256(content).digest()).decode()}:"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert (response["Content-Length"], response["X-Content-Type-Options"]) == (str(len(content)), "nosniff")


RANGES = [("bytes=0-99", 0, 100), ("bytes=100-", 100, None), ("bytes=-7", -7, None), ("bytes=0-9999999", 0, None)]


@pytest.mark.parametrize(("wanted", "start", "stop"), RANGES, ids=[wanted for wanted, _, _ in RANGES])
def test_a_part_is_cut_out_of_the_file(content: bytes, wanted: str, start: int, stop: int | None) -> None:
    response, body = ask(content, range=wanted)

    first = start % len(content)
    assert (response.status_code, body) == (206, content[start:stop])
    assert response["Content-Range"] == f"bytes {first}-{first + len(body) - 1}/{len(content)}"
    assert response["Content-Length"] == str(len(body))
    assert response["ETag"] == f'"{sha256(content).hexdigest()}"'


def test_all_parts_together_are_the_file(content: bytes) -> None:
    parts = [ask(content, range=f"bytes={start}-{start + 999}")[1] for start in range(0, len(content), 1000)]

    assert b"".join(parts) == content


def test_several_parts_at_once_get_the_whole_file(content: bytes) -> None:
    response, body = ask(content, range="bytes=0-1,5-9")

    assert (response.status_code, body) == (200, content)


def test_a_part_beyond_the_end_is_refused_with_the_size(content: bytes) -> None:
    response, _ = ask(content, range=f"bytes={len(content)}-")

    assert (response.status_code, response["Content-Type"]) == (416, "application/problem+json")
    assert response["Content-Range"] == f"bytes */{len(content)}"


def test_a_part_of_other_bytes_gets_the_whole_file(content: bytes) -> None:
    assert ask(content, range="bytes=0-1", if_range='"other"')[0].status_code == 200
    assert ask(content, range="bytes=0-1", if_range=f'"{sha256(content).hexdigest()}"')[0].status_code == 206


def test_head_says_how_large_the_file_is_and_that_parts_can_be_had(content: bytes) -> None:
    head = Client().head(address(content), headers={"Range": "bytes=0-9"})

    assert (head.status_code, body_of(head), head["Content-Length"]) == (200, b"", str(len(content)))
    assert head["Accept-Ranges"] == "bytes"


def test_who_has_the_file_gets_no_byte_of_it(content: bytes) -> None:
    tag = f'"{sha256(content).hexdigest()}"'

    response, body = ask(content, range="bytes=0-9", if_none_match=tag)

    assert (response.status_code, body, response["ETag"]) == (304, b"", tag)


def test_the_file_is_saved_under_a_readable_name(content: bytes) -> None:
    saved = ask(content)[0]["Content-Disposition"]

    assert saved.startswith('inline; filename="Product Key Facts Statement DEM0000')
    assert saved.endswith("%20en.pdf")


NAMES = {
    "概要 DEM1.pdf": "inline; filename=\"DEM1.pdf\"; filename*=UTF-8''%E6%A6%82%E8%A6%81%20DEM1.pdf",
    'a"b\\c/d\r\nSet-Cookie: x=1.pdf': 'inline; filename="a b c d Set-Cookie x=1.pdf"; '
    "filename*=UTF-8''a%20b%20c%20d%20Set-Cookie%20x%3D1.pdf",
    "../../etc/passwd.pdf": "inline; filename=\"etc passwd.pdf\"; filename*=UTF-8''etc%20passwd.pdf",
    ".pdf": "inline; filename=\"document.pdf\"; filename*=UTF-8''document.pdf",
    "概要.pdf": "inline; filename=\"document.pdf\"; filename*=UTF-8''%E6%A6%82%E8%A6%81.pdf",
}


@pytest.mark.parametrize("name", NAMES)
def test_no_name_breaks_out_of_its_header(name: str) -> None:
    assert disposition(name) == NAMES[name]


def test_a_document_that_was_taken_down_is_gone(content: bytes) -> None:
    DocumentFile.objects.filter(sha256=sha256(content).hexdigest()).update(refusal="By order of the court.")

    response, body = ask(content)

    assert (response.status_code, response["Content-Type"]) == (410, "application/problem+json")
    assert b"court" not in body


def test_a_file_store_that_fails_is_told_as_that_and_never_kept(
    content: bytes, tmp_path: Path, settings: LazySettings
) -> None:
    settings.STORAGES = settings.STORAGES | {
        "archive": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "lost")},
        }
    }

    response, body = ask(content)

    assert (response.status_code, response["Content-Type"]) == (503, "application/problem+json")
    assert response["Retry-After"]
    assert response["Cache-Control"] == "no-store"
    assert str(tmp_path).encode() not in body
