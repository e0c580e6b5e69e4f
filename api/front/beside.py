"""Answers in a file beside the process: there are as many as funds, which is too much for the memory of each process.

The file has no name, nobody else opens it, and it ends with the process. What can't be written or read isn't there.
"""

import os
import tempfile
import weakref
from collections.abc import Mapping
from threading import Lock
from typing import Final, NamedTuple

import msgspec
import structlog

MOST_BYTES: Final = 32_000_000
LENGTHS: Final = 1 << 20  # longer than any answer that is kept
Key = tuple[str, str, str]
log = structlog.get_logger(__name__)


class Kept(NamedTuple):
    """A body with its ETag, its headers but for the time, and since when it is so."""

    body: bytes
    tag: str
    headers: Mapping[str, str]
    changed: int | None


class _Entry(NamedTuple):
    """What lies in the file, with the key that it was kept under: two keys may have one hash."""

    key: Key
    kept: Kept


_packed: Final = msgspec.msgpack.Encoder().encode
_read: Final = msgspec.msgpack.Decoder(_Entry).decode


class Beside:
    """A file of answers, up to `most_bytes`; what comes when it is full isn't kept."""

    def __init__(self, *, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._places: dict[int, int] = {}
        self._file: int | None = None
        self._end, self._lock = 0, Lock()

    def find(self, key: Key) -> Kept | None:
        """What was kept under this key, if it can be read."""
        place = self._places.get(hash(key))
        if place is None or self._file is None:
            return None
        start, length = divmod(place, LENGTHS)
        try:
            entry = os.pread(self._file, length, start)
        except OSError:
            return None
        if len(entry) != length:
            return None
        known, kept = _read(entry)
        return kept if known == key else None

    def keep(self, key: Key, kept: Kept) -> None:
        """Keep an answer for as long as the file lives."""
        entry = _packed(_Entry(key, kept))
        with self._lock:
            if hash(key) in self._places or self._end + len(entry) > self._most_bytes:
                return
            start, self._end = self._end, self._end + len(entry)
            try:
                file = self._opened()
                if os.pwrite(file, entry, start) == len(entry):
                    self._places[hash(key)] = start * LENGTHS + len(entry)
            except OSError as error:
                self._most_bytes = 0
                log.warning("front.nothing_kept_beside", error=str(error))

    def _opened(self) -> int:
        if self._file is None:
            file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - it lives as long as this
            weakref.finalize(self, file.close)
            self._file = file.fileno()
        return self._file
