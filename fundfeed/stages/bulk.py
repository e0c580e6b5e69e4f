"""The public record as files, in one pass over its bodies and with memory for one of them."""

import gzip
import hashlib
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Self

import msgspec
from msgspec import Struct

from ..records.bulk import BulkKind
from . import table

LEVEL = 6
GZIP = 16  # tells zlib which of its envelopes to expect


class Written(Struct, frozen=True):
    """A file that is complete: where it lies, and what it holds."""

    kind: BulkKind
    path: Path
    rows: int
    size: int
    sha256: str


class _Named(Struct, rename="camel"):
    """As much of a public body as tells whose it is."""

    fund_id: str


class _Output:
    """A compressed file that grows; the same content gives the same bytes."""

    def __init__(self, kind: BulkKind, directory: Path) -> None:
        self._kind = kind
        self._path = directory / f"{kind}.{kind.ending}"
        self._rows = 0

    def __enter__(self) -> Self:
        self._raw = self._path.open("wb")
        self._file = gzip.GzipFile(filename="", mode="wb", compresslevel=LEVEL, fileobj=self._raw, mtime=0)
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._raw.close()

    def head(self, text: str) -> None:
        """Write what isn't a row."""
        self._file.write(text.encode())

    def row(self, line: bytes) -> None:
        """Write one row, which ends its line."""
        self._file.write(line)
        self._rows += 1

    def written(self) -> Written:
        """What there is, once it is closed."""
        with self._path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        return Written(self._kind, self._path, self._rows, self._path.stat().st_size, digest)


class Earlier:
    """An earlier full file, piece by piece, asked for one fund after the other in its order."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._lines = _unpacked(pieces)
        self._next()

    def has(self, fund_id: str, line: bytes) -> bool:
        """Whether the file says exactly this of the fund; ask in the order of ids."""
        while self._fund_id and self._fund_id < fund_id:
            self._next()
        return self._fund_id == fund_id and self._line == line

    def _next(self) -> None:
        self._line = next(self._lines, b"")
        self._fund_id = msgspec.json.decode(self._line, type=_Named).fund_id if self._line else ""


def _unpacked(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The lines of a gzip file, each with its end."""
    unpack, rest = zlib.decompressobj(wbits=zlib.MAX_WBITS | GZIP), b""
    for piece in pieces:
        *whole, rest = (rest + unpack.decompress(piece)).split(b"\n")
        yield from (line + b"\n" for line in whole)


def write(bodies: Iterable[tuple[str, bytes]], *, earlier: Earlier | None, directory: Path) -> list[Written]:
    """Write all files about these bodies, which come in the order of their ids; a delta if there is an earlier one."""
    outputs = {kind: _Output(kind, directory) for kind in BulkKind if kind is not BulkKind.DELTA or earlier}
    with ExitStack() as stack:
        for output in outputs.values():
            stack.enter_context(output)
        outputs[BulkKind.TABLE].head(table.readable_head())
        outputs[BulkKind.OPENFUNDS].head(table.openfunds_head())
        for kind, line in _lines(bodies, earlier):
            outputs[kind].row(line)
    return [output.written() for output in outputs.values()]


def _lines(bodies: Iterable[tuple[str, bytes]], earlier: Earlier | None) -> Iterator[tuple[BulkKind, bytes]]:
    for fund_id, body in bodies:
        line = body + b"\n"
        yield BulkKind.FULL, line
        if earlier and not earlier.has(fund_id, line):
            yield BulkKind.DELTA, line
        for row in table.lines(msgspec.json.decode(body)):
            yield BulkKind.TABLE, row.encode()
            yield BulkKind.OPENFUNDS, row.encode()
