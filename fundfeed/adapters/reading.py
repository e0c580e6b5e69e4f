"""The archive for a dry run: it reads, and keeps nothing."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from ..ports import Archive, Keeper
from ..records.delivery import ReceivedFile
from .digests import measured


class ReadingArchive:
    """Measures what it is given, for it is archived already, and opens what is there."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def keep(self, name: str, chunks: Iterable[bytes], *, algorithms: Collection[str], limit: int) -> ReceivedFile:
        """The size and digests of a stream; raises `FileTooLarge` beyond `limit` bytes."""
        return measured(name, chunks, algorithms=algorithms, limit=limit)

    def open(self, sha256: str) -> BinaryIO:
        """Open archived bytes for reading."""
        return self._archive.open(sha256)

    @contextmanager
    def together(self) -> Iterator[Keeper]:
        """Nothing is kept here, so there is nothing to wait for."""
        yield self

    def has(self, sha256: str) -> bool:
        """Whether these bytes are archived."""
        return self._archive.has(sha256)
