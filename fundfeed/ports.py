"""What the pipeline needs of the world; adapters provide it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from typing import BinaryIO, Protocol

from msgspec import Struct

from .records.delivery import ReceivedFile


class RemoteFile(Struct, frozen=True):
    """A regular file as the source lists it; `modified` is seconds since 1970 in UTC."""

    name: str
    size: int
    modified: int


class FileSource(Protocol):
    """Where deliveries lie: an SFTP site or a directory."""

    def listing(self) -> Mapping[str, RemoteFile]:
        """Regular files by name; links and directories are left out."""
        ...

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of one file; raises `SourceUnavailable` when the source fails."""
        ...

    def another(self) -> "FileSource":
        """The same source again, to be read from another thread; to be closed by whoever asked for it."""
        ...

    def close(self) -> None:
        """Let go of connections."""
        ...


class Keeper(Protocol):
    """Takes received bytes and gives them back by their SHA-256."""

    def keep(self, name: str, chunks: Iterable[bytes], *, algorithms: Collection[str], limit: int) -> ReceivedFile:
        """Store a stream and return its size and digests; raises `FileTooLarge` beyond `limit` bytes."""
        ...

    def open(self, sha256: str) -> BinaryIO:
        """Open kept bytes for reading."""
        ...


class Archive(Keeper, Protocol):
    """Keeps every received byte for good: what `keep` has returned survives a loss of power."""

    def together(self) -> AbstractContextManager[Keeper]:
        """A keeper of many files whose bytes are here for good when the block has ended."""
        ...

    def has(self, sha256: str) -> bool:
        """Whether these bytes are archived."""
        ...


class PdfReport(Struct, frozen=True):
    """What was found in a PDF: its number of pages, and why it may not be shown ("" when it may).

    `is_judged` is false when somebody who must look at it couldn't be asked: it waits then, and is asked again.
    """

    pages: int
    refusal: str
    is_judged: bool = True


class InspectPdf(Protocol):
    """Judges a PDF; never raises for what the file holds."""

    def __call__(self, stream: BinaryIO) -> PdfReport:
        """The report on the PDF in `stream`, which stands at its beginning."""
        ...


class Clock(Protocol):
    """The only place where time comes from."""

    def now(self) -> datetime:
        """The current time, with its offset."""
        ...
