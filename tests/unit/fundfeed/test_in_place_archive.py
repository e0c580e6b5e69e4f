"""The archive of a check measures bytes and opens them where they lie."""

from hashlib import md5, sha256
from pathlib import Path

import pytest

from fundfeed.adapters.digests import FileTooLarge
from fundfeed.adapters.in_place import InPlaceArchive

CONTENT = b"twelve bytes"
DIGEST = sha256(CONTENT).hexdigest()


def test_what_was_measured_can_be_opened(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(CONTENT)
    archive = InPlaceArchive(tmp_path)

    received = archive.keep("a.pdf", [CONTENT[:5], CONTENT[5:]], algorithms=("md5",), limit=12)

    assert (received.name, received.size, received.sha256) == ("a.pdf", 12, DIGEST)
    assert received.digests["md5"] == md5(CONTENT, usedforsecurity=False).hexdigest()
    with archive.open(DIGEST) as stream:
        assert stream.read() == CONTENT


def test_it_keeps_nothing(tmp_path: Path) -> None:
    archive = InPlaceArchive(tmp_path)

    archive.keep("a.pdf", [CONTENT], algorithms=(), limit=12)

    assert list(tmp_path.iterdir()) == []
    assert archive.has(DIGEST)
    assert not archive.has("0" * 64)


def test_what_is_too_large_ends_early(tmp_path: Path) -> None:
    def endless() -> object:
        while True:
            yield CONTENT

    with pytest.raises(FileTooLarge, match=r"a\.pdf is larger than 30 bytes"):
        InPlaceArchive(tmp_path).keep("a.pdf", endless(), algorithms=(), limit=30)  # type: ignore[arg-type]
