"""The content-addressed archive on a Django storage: local disk by default, S3 by setting."""

import os
import tempfile
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files import File
from django.core.files.storage import Storage, storages

from ..records.delivery import ReceivedFile
from .digests import measured
from .portions import Portion, portion


class _Staged(File):  # type: ignore[type-arg]  # Django's File takes no argument at run time
    """A complete file that local storage takes over by renaming it, and S3 by reading it."""

    def temporary_file_path(self) -> str:
        """Where the bytes lie."""
        return str(self.name)


class StorageArchive:
    """Streams bytes to a private staging file, hashing on the way, and moves them to the storage when complete."""

    def __init__(self, storage: Storage, staging: Path) -> None:
        self._storage = storage
        self._staging = staging

    def keep(self, name: str, chunks: Iterable[bytes], *, algorithms: Collection[str], limit: int) -> ReceivedFile:
        """Store a stream durably and return its size and digests; raises `FileTooLarge` beyond `limit` bytes."""
        self._staging.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, path = tempfile.mkstemp(dir=self._staging, suffix=".part")
        try:
            with os.fdopen(descriptor, "w+b") as part:
                received = measured(name, chunks, algorithms=algorithms, limit=limit, take=part.write)
                part.flush()
                os.fsync(part.fileno())
                if not self._holds(received):
                    part.seek(0)
                    self._storage.save(_path(received.sha256), _Staged(part, path))
        finally:
            Path(path).unlink(missing_ok=True)
        return received

    def _holds(self, received: ReceivedFile) -> bool:
        """Whether the bytes are archived whole; what a crash left half written makes way."""
        path = _path(received.sha256)
        if not self._storage.exists(path):
            return False
        if self._storage.size(path) == received.size:
            return True
        self._storage.delete(path)
        return False

    def open(self, sha256: str) -> BinaryIO:
        """Open archived bytes for reading."""
        return cast(BinaryIO, self._storage.open(_path(sha256)))

    def portion(self, sha256: str, *, first: int, length: int) -> Portion:
        """Archived bytes from `first` on, piece by piece; raises `Unreadable`."""
        return portion(self._storage, _path(sha256), first=first, length=length)

    def has(self, sha256: str) -> bool:
        """Whether these bytes are archived."""
        return self._storage.exists(_path(sha256))


def default_archive() -> StorageArchive:
    """The archive that the settings name."""
    return StorageArchive(storages["archive"], Path(settings.FEED_STAGING_DIR))


def _path(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"
