"""The content-addressed archive on a Django storage: local disk by default, S3 by setting."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files.storage import Storage, storages

from ..records.delivery import ReceivedFile
from .portions import Portion, Unreadable, portion
from .staging import Staging, former_path_of, path_of


class StorageArchive:
    """Streams bytes to a private staging file, hashing on the way, and moves them to the storage when complete."""

    def __init__(self, storage: Storage, staging: Path) -> None:
        self._storage = storage
        self._staging = staging

    def keep(self, name: str, chunks: Iterable[bytes], *, algorithms: Collection[str], limit: int) -> ReceivedFile:
        """Store a stream durably and return its size and digests; raises `FileTooLarge` beyond `limit` bytes."""
        with self.together() as staging:
            return staging.keep(name, chunks, algorithms=algorithms, limit=limit)

    @contextmanager
    def together(self) -> Iterator[Staging]:
        """Keep many files and wait for the disk once: they are stored when the block has ended."""
        staging = Staging(self._staging)
        try:
            yield staging
            staging.move_to(self._storage)
        finally:
            staging.clear()

    def open(self, sha256: str) -> BinaryIO:
        """Open archived bytes for reading."""
        try:
            return cast(BinaryIO, self._storage.open(path_of(sha256)))
        except FileNotFoundError:
            return cast(BinaryIO, self._storage.open(former_path_of(sha256)))

    def portion(self, sha256: str, *, first: int, length: int) -> Portion:
        """Archived bytes from `first` on, piece by piece; raises `Unreadable`."""
        try:
            return portion(self._storage, path_of(sha256), first=first, length=length)
        except Unreadable:
            return portion(self._storage, former_path_of(sha256), first=first, length=length)

    def has(self, sha256: str) -> bool:
        """Whether these bytes are archived."""
        return self._storage.exists(path_of(sha256)) or self._storage.exists(former_path_of(sha256))


def default_archive() -> StorageArchive:
    """The archive that the settings name."""
    return StorageArchive(storages["archive"], Path(settings.FEED_STAGING_DIR))
