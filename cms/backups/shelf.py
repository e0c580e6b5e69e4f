"""What backups need of the place where they lie: a directory and a bucket do the same five things."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import BinaryIO, Protocol

from msgspec import Struct


class Lying(Struct, frozen=True):
    """A file as it lies there. A bucket keeps every version of a file, a directory one without a name."""

    key: str
    version: str
    size: int


class Shelf(Protocol):
    """Where files are laid down once and read again; `str` of it says where that is."""

    def lying(self, prefix: str = "") -> Iterator[Lying]:
        """Every version of every file whose key begins so; of one file, the first that was written comes first."""

    def put(self, key: str, pieces: Iterable[bytes], *, until: datetime | None) -> str:
        """Write a file that nobody can remove before `until`; it is there when this returns, with this version."""

    def open(self, key: str, version: str) -> BinaryIO:
        """The file; raises `FileNotFoundError`."""

    def keep(self, key: str, version: str, *, until: datetime) -> None:
        """Let nobody remove this version before a later day than was said."""

    def remove(self, file: Lying) -> bool:
        """Remove a version; False when its day hasn't come."""
