"""An archive for checks that must leave no trace: bytes stay in the directory where they lie."""

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import BinaryIO

from ..records.delivery import ReceivedFile
from .digests import measured


class InPlaceArchive:
    """Measures files as they stream by and opens them again where they lie; it copies nothing and keeps nothing."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._names: dict[str, str] = {}

    def keep(self, name: str, chunks: Iterable[bytes], *, algorithms: Collection[str], limit: int) -> ReceivedFile:
        """Measure a stream, the file `name` of the directory; raises `FileTooLarge` beyond `limit` bytes."""
        received = measured(name, chunks, algorithms=algorithms, limit=limit)
        self._names[received.sha256] = name
        return received

    def open(self, sha256: str) -> BinaryIO:
        """Open measured bytes for reading."""
        return (self._directory / self._names[sha256]).open("rb")

    def has(self, sha256: str) -> bool:
        """Whether these bytes were measured."""
        return sha256 in self._names
