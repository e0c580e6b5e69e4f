"""Where bytes lie until they are complete and on the disk; nothing reaches the archive before."""

import errno
import os
import tempfile
import time
from collections.abc import Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage

from ..records.delivery import ReceivedFile
from .digests import measured

WRITERS = 8  # files that are waited for at once: a disk takes many together nearly as fast as one
PRIVATE = 0o600
LEFT_BEHIND_SECONDS = 24 * 3600  # no run that lives lets a file wait as long


class Staging:
    """Files on their way into an archive, by the SHA-256 of their bytes."""

    def __init__(self, directory: Path) -> None:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        _remove_left_behind(directory)
        self._directory = directory
        self._files: dict[str, Path] = {}

    def keep(self, name: str, chunks: Iterable[bytes], *, algorithms: Collection[str], limit: int) -> ReceivedFile:
        """Write a stream to a file and return its size and digests; raises `FileTooLarge` beyond `limit` bytes."""
        descriptor, name_of_part = tempfile.mkstemp(dir=self._directory, suffix=".part")
        path, taken = Path(name_of_part), None
        try:
            with os.fdopen(descriptor, "wb") as part:
                received = measured(name, chunks, algorithms=algorithms, limit=limit, take=part.write)
            taken = self._files.setdefault(received.sha256, path)
        finally:
            if taken is not path:
                path.unlink()
        return received

    def open(self, sha256: str) -> BinaryIO:
        """Open kept bytes for reading."""
        return self._files[sha256].open("rb")

    def move_to(self, storage: Storage) -> None:
        """Wait until every byte is on the disk, then hand the files over, then wait for their new names."""
        with ThreadPoolExecutor(max_workers=WRITERS) as pool:
            list(pool.map(_sync, self._files.values()))
            for sha256, path in self._files.items():
                _hand_over(storage, sha256, path)
            list(pool.map(_sync, _folders(storage, self._files)))

    def clear(self) -> None:
        """Remove what nobody took."""
        for path in self._files.values():
            path.unlink(missing_ok=True)


def path_of(sha256: str) -> str:
    """Where an archive keeps the bytes with this digest."""
    return f"{sha256[:2]}/{sha256}"


def former_path_of(sha256: str) -> str:
    """Where archives of the first weeks keep them: a folder of its own for nearly every file took half of the time."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def _remove_left_behind(directory: Path) -> None:
    """Remove what a run that was killed long ago had staged."""
    for part in directory.glob("*.part"):
        with suppress(FileNotFoundError):  # other runs take theirs away meanwhile
            if time.time() - part.stat().st_mtime > LEFT_BEHIND_SECONDS:
                part.unlink()


def _folders(storage: Storage, digests: Iterable[str]) -> set[Path]:
    """Where the names of these files stand, up to what holds the archive; a remote storage minds its own."""
    if not isinstance(storage, FileSystemStorage):
        return set()
    archive = Path(storage.location)
    return {archive.parent, archive, *(Path(storage.path(path_of(sha256))).parent for sha256 in digests)}


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _hand_over(storage: Storage, sha256: str, path: Path) -> None:
    """Storage on the same disk takes a complete file over by renaming it; any other reads it."""
    if isinstance(storage, FileSystemStorage) and _is_renamed(storage, sha256, path):
        return
    with path.open("rb") as part:
        if not _holds(storage, path_of(sha256), os.fstat(part.fileno()).st_size):
            storage.save(path_of(sha256), File(part))


def _is_renamed(storage: FileSystemStorage, sha256: str, path: Path) -> bool:
    """Give the file its name in the archive, where it replaces what a crash left; not from another disk."""
    target = Path(storage.path(path_of(sha256)))
    target.parent.mkdir(parents=True, exist_ok=True)
    path.chmod(storage.file_permissions_mode or PRIVATE)
    try:
        path.replace(target)
    except OSError as error:
        if error.errno == errno.EXDEV:
            return False
        raise
    return True


def _holds(storage: Storage, path: str, size: int) -> bool:
    """Whether the bytes are archived whole; what a crash left half written makes way."""
    if not storage.exists(path):
        return False
    if storage.size(path) == size:
        return True
    storage.delete(path)
    return False
