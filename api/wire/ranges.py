"""Byte ranges of files (RFC 9110, section 14): one range is served; several at once get the whole file."""

import re

from django.http import HttpRequest
from msgspec import Struct

ONE_RANGE = re.compile(r"bytes=[ \t]*([0-9]{0,19})-([0-9]{0,19})[ \t]*", re.IGNORECASE)


class ByteRange(Struct, frozen=True):
    """The bytes from `first` to `last`, both included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """How many bytes."""
        return self.last - self.first + 1


class Unsatisfiable(Exception):
    """The range lies beyond the end of the file."""


def wanted_range(request: HttpRequest, *, size: int, etag: str) -> ByteRange | None:
    """The range that is asked for and still meant; None for the whole file. Raises `Unsatisfiable`.

    What isn't understood, what comes with another method than GET, and what is meant for other bytes is ignored.
    """
    asked = ONE_RANGE.fullmatch(request.headers.get("Range", ""))
    is_meant = request.headers.get("If-Range", etag).strip() == etag
    if request.method != "GET" or asked is None or not is_meant:
        return None
    return _within(asked[1], asked[2], size)


def _within(first: str, last: str, size: int) -> ByteRange | None:
    if not first:
        return _suffix(last, size)
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise Unsatisfiable
    return ByteRange(int(first), min(int(last), size - 1) if last else size - 1)


def _suffix(length: str, size: int) -> ByteRange | None:
    """The last bytes of the file."""
    if not length:
        return None
    if int(length) == 0 or size == 0:
        raise Unsatisfiable
    return ByteRange(max(size - int(length), 0), size - 1)
