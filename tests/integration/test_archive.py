"""The archive keeps the same bytes under the same digest, on a local disk and on a real S3 server alike."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage, Storage
from django.utils.module_loading import import_string

from cms.settings.storage import backend
from fundfeed.adapters.archive import StorageArchive
from fundfeed.adapters.digests import FileTooLarge
from fundfeed.adapters.portions import Unreadable
from fundfeed.errors import Rejected
from infra.parts.s3 import S3

CONTENT = bytes(range(256)) * 5000
CHUNKS = [CONTENT[start : start + 100_000] for start in range(0, len(CONTENT), 100_000)]
MEMORY = Path("/dev/shm")  # noqa: S108 - a file system of its own
SHA256 = hashlib.sha256(CONTENT).hexdigest()


def on_disk(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    return on_disk_of(tmp_path)


def on_disk_of(directory: Path) -> Storage:
    return storage((directory / "storage").as_uri())


def on_s3(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    server: S3 = request.getfixturevalue("s3_server")
    return storage(server.url)


def storage(url: str) -> Storage:
    """The storage that the settings make of this `STORAGE_URL`."""
    settings: dict[str, Any] = backend(url, folder="archive")
    made: Storage = import_string(settings["BACKEND"])(**settings["OPTIONS"])
    return made


@pytest.fixture(params=[on_disk, on_s3])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> StorageArchive:
    return StorageArchive(request.param(request, tmp_path), tmp_path / "staging")


def read(archive: StorageArchive, sha256: str) -> bytes:
    with archive.open(sha256) as stream:
        return stream.read()


def test_what_was_kept_is_given_back_byte_for_byte(archive: StorageArchive) -> None:
    kept = archive.keep("index.json", CHUNKS, algorithms=("sha512",), limit=len(CONTENT))

    assert (kept.name, kept.size, kept.sha256) == ("index.json", len(CONTENT), SHA256)
    assert kept.digests == {"sha256": SHA256, "sha512": hashlib.sha512(CONTENT).hexdigest()}
    assert read(archive, SHA256) == CONTENT


def test_the_same_bytes_twice_are_kept_once(archive: StorageArchive) -> None:
    first = archive.keep("one.pdf", [b"same"], algorithms=(), limit=10)
    second = archive.keep("two.pdf", [b"sa", b"me"], algorithms=(), limit=10)

    assert first.sha256 == second.sha256
    assert read(archive, first.sha256) == b"same"


@pytest.mark.skipif(not MEMORY.is_dir(), reason="no second file system here")
def test_an_archive_on_another_disk_than_its_staging_keeps_the_bytes(tmp_path: Path) -> None:
    with TemporaryDirectory(dir=MEMORY) as staging:
        archive = StorageArchive(on_disk_of(tmp_path), Path(staging))
        kept = archive.keep("one.pdf", CHUNKS, algorithms=(), limit=len(CONTENT))

        assert Path(staging).stat().st_dev != tmp_path.stat().st_dev
        assert read(archive, kept.sha256) == CONTENT
        assert not list(Path(staging).iterdir())


def test_an_empty_file_is_kept_too(archive: StorageArchive) -> None:
    kept = archive.keep("empty.pdf", [], algorithms=(), limit=10)

    assert kept.size == 0
    assert read(archive, kept.sha256) == b""


def test_files_kept_together_are_all_there_when_the_block_has_ended(archive: StorageArchive) -> None:
    with archive.together() as keeper:
        kept = [keeper.keep(f"{number}.pdf", [b"%d" % number], algorithms=(), limit=10) for number in range(3)]

    assert [read(archive, file.sha256) for file in kept] == [b"0", b"1", b"2"]


def test_a_file_kept_together_with_others_is_readable_before_it_is_archived(archive: StorageArchive) -> None:
    with archive.together() as keeper:
        kept = keeper.keep("one.pdf", [b"early"], algorithms=(), limit=10)
        with keeper.open(kept.sha256) as stream:
            content = stream.read()
        was_there = archive.has(kept.sha256)

    assert (content, was_there, archive.has(kept.sha256)) == (b"early", False, True)


def test_what_lies_where_archives_kept_it_formerly_is_found(tmp_path: Path) -> None:
    former = tmp_path / "storage" / SHA256[:2] / SHA256[2:4] / SHA256
    former.parent.mkdir(parents=True)
    former.write_bytes(CONTENT)

    archive = disk(tmp_path)

    assert archive.has(SHA256)
    assert read(archive, SHA256) == CONTENT


def test_bytes_are_on_the_disk_before_they_are_archived_and_their_names_before_anyone_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = disk(tmp_path)
    synced: list[tuple[Path, bool]] = []
    wait_for_disk = os.fsync

    def watched(descriptor: int) -> None:
        wait_for_disk(descriptor)
        synced.append((opened(descriptor), kept.has(SHA256)))

    monkeypatch.setattr(os, "fsync", watched)
    kept.keep("index.json", CHUNKS, algorithms=(), limit=len(CONTENT))

    (part, was_archived), *folders = synced
    assert part.parent == tmp_path / "staging"
    assert not was_archived
    storage = tmp_path / "storage"
    assert {*folders} == {(folder, True) for folder in (tmp_path, storage, storage / SHA256[:2])}


def test_bytes_that_are_archived_already_wait_for_their_name_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = disk(tmp_path)
    archive.keep("one.pdf", CHUNKS, algorithms=(), limit=len(CONTENT))
    synced: list[Path] = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: synced.append(opened(descriptor)))

    archive.keep("two.pdf", CHUNKS, algorithms=(), limit=len(CONTENT))

    assert tmp_path / "storage" / SHA256[:2] in synced


def test_unknown_bytes_are_not_there(archive: StorageArchive) -> None:
    assert not archive.has(hashlib.sha256(b"never kept").hexdigest())


def test_a_file_beyond_its_limit_is_refused_and_not_kept(archive: StorageArchive) -> None:
    content = b"x" * 11

    with pytest.raises(FileTooLarge) as caught:
        archive.keep("index.json", [content], algorithms=(), limit=10)

    assert isinstance(caught.value, Rejected)
    assert caught.value.findings[0].file == "index.json"
    assert not archive.has(hashlib.sha256(content).hexdigest())


def test_an_endless_file_ends_at_its_limit(tmp_path: Path) -> None:
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        while True:
            sent += 1
            yield b"x" * 1000

    with pytest.raises(FileTooLarge):
        disk(tmp_path).keep("index.json", endless(), algorithms=(), limit=5000)

    assert sent == 6


def test_nothing_stays_in_the_staging_directory(tmp_path: Path) -> None:
    archive = disk(tmp_path)
    archive.keep("index.json", CHUNKS, algorithms=(), limit=len(CONTENT))

    with pytest.raises(FileTooLarge):
        archive.keep("index.json", CHUNKS, algorithms=(), limit=1)

    assert list((tmp_path / "staging").iterdir()) == []


def test_what_a_killed_run_left_behind_goes_and_what_another_is_staging_stays(tmp_path: Path) -> None:
    archive = disk(tmp_path)
    left, under_way = tmp_path / "staging" / "left.part", tmp_path / "staging" / "under_way.part"
    archive.keep("index.json", CHUNKS, algorithms=(), limit=len(CONTENT))
    left.touch()
    under_way.touch()
    os.utime(left, (0, 0))

    archive.keep("index.json", CHUNKS, algorithms=(), limit=len(CONTENT))

    assert list((tmp_path / "staging").iterdir()) == [under_way]


def test_a_stream_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    def breaks_off() -> Iterator[bytes]:
        yield b"half"
        raise OSError("connection lost")

    with pytest.raises(OSError, match="connection lost"):
        disk(tmp_path).keep("index.json", breaks_off(), algorithms=(), limit=100)

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_staged_files_are_nobody_else_s_to_read(tmp_path: Path) -> None:
    archive = disk(tmp_path)
    modes: list[int] = []

    def looking() -> Iterator[bytes]:
        yield b"first"
        modes.extend(path.stat().st_mode & 0o077 for path in [tmp_path / "staging", *(tmp_path / "staging").iterdir()])

    archive.keep("index.json", looking(), algorithms=(), limit=100)

    assert modes == [0, 0]


def disk(tmp_path: Path) -> StorageArchive:
    return StorageArchive(FileSystemStorage(tmp_path / "storage"), tmp_path / "staging")


def opened(descriptor: int) -> Path:
    """What the descriptor stands for."""
    return Path(f"/proc/self/fd/{descriptor}").readlink()


@pytest.mark.parametrize(("first", "length"), [(0, 1), (0, len(CONTENT)), (99_999, 200_001), (len(CONTENT) - 5, 5)])
def test_a_portion_is_read_piece_by_piece(archive: StorageArchive, first: int, length: int) -> None:
    archive.keep("one.pdf", CHUNKS, algorithms=(), limit=len(CONTENT))

    with closing(archive.portion(SHA256, first=first, length=length)) as portion:
        pieces = list(portion)

    assert b"".join(pieces) == CONTENT[first : first + length]
    assert max(map(len, pieces)) <= 64 * 1024


def test_a_portion_of_nothing_is_told_before_a_byte_is_sent(archive: StorageArchive) -> None:
    with pytest.raises(Unreadable):
        archive.portion("0" * 64, first=0, length=10)
