"""The content-addressed archive on a Django storage: local disk by default, S3 by setting."""

import hashlib
import os
import tempfile
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files import File
from django.core.files.storage import Storage, storages

from ..errors import Rejected
from ..records.delivery import ReceivedFile
from ..records.findings import Finding, halt


class FileTooLarge(Rejected):
    """A file is larger than anything that a provider has to deliver."""


class StorageArchive:
    """Streams bytes to a private staging file, hashing on the way, and moves them to the storage when complete."""

    def __init__(self, storage: Storage, staging: Path) -> None:
        self._storage = storage
        self._staging = staging

    def keep(self, name: str, chunks: Iterable[bytes], *, algorithms: Collection[str], limit: int) -> ReceivedFile:
        """Store a stream durably and return its size and digests; raises `FileTooLarge` beyond `limit` bytes."""
        self._staging.mkdir(mode=0o700, parents=True, exist_ok=True)
        hashes = {algorithm: hashlib.new(algorithm) for algorithm in {"sha256", *algorithms}}
        with tempfile.NamedTemporaryFile(dir=self._staging, suffix=".part") as part:
            size = 0
            for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    raise FileTooLarge([_too_large(name, limit)])
                for digest in hashes.values():
                    digest.update(chunk)
                part.write(chunk)
            part.flush()
            os.fsync(part.fileno())
            digests = {algorithm: digest.hexdigest() for algorithm, digest in hashes.items()}
            self._publish(digests["sha256"], cast(BinaryIO, part))
        return ReceivedFile(name=name, size=size, sha256=digests["sha256"], digests=digests)

    def _publish(self, sha256: str, content: BinaryIO) -> None:
        """Bytes that are archived already are not written again."""
        if not self.has(sha256):
            content.seek(0)
            self._storage.save(_path(sha256), File(content))

    def open(self, sha256: str) -> BinaryIO:
        """Open archived bytes for reading."""
        return cast(BinaryIO, self._storage.open(_path(sha256)))

    def has(self, sha256: str) -> bool:
        """Whether these bytes are archived."""
        return self._storage.exists(_path(sha256))


def default_archive() -> StorageArchive:
    """The archive that the settings name."""
    return StorageArchive(storages["archive"], Path(settings.FEED_STAGING_DIR))


def _path(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def _too_large(name: str, limit: int) -> Finding:
    return halt("file.too_large", f"{name} is larger than {limit} bytes.", file=name, expected=f"at most {limit} bytes")
