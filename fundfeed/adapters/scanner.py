"""A virus scanner that speaks as clamd does: bytes go to it in pieces, and it says what it knows them as."""

import socket
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final
from urllib.parse import urlsplit

PIECE: Final = 256 * 1024
LENGTH: Final = 4  # bytes that say how many follow; none ends the stream
CONNECTING_SECONDS: Final = 3
ANSWERING_SECONDS: Final = 60
LONGEST_ANSWER: Final = 4096
CLEAN: Final = "stream: OK"
FOUND: Final = " FOUND"


class ScannerSilentError(Exception):
    """The scanner can't be reached, or gave no verdict: nothing is known of the bytes."""


def scan(stream: BinaryIO, *, address: str) -> str:
    """The signature that the scanner at `tcp://host:port` finds, "" for none; raises `ScannerSilentError`."""
    answer = _asked(address, _framed(stream))
    if answer == CLEAN:
        return ""
    if answer.endswith(FOUND):
        return answer.removeprefix("stream: ").removesuffix(FOUND)
    raise ScannerSilentError(f"The virus scanner gave no verdict: {answer or 'nothing'}")


def is_there(*, address: str) -> bool:
    """Whether the scanner answers."""
    try:
        return _asked(address, [b"zPING\0"]) == "PONG"
    except ScannerSilentError:
        return False


def _framed(stream: BinaryIO) -> Iterator[bytes]:
    yield b"zINSTREAM\0"
    while piece := stream.read(PIECE):
        yield len(piece).to_bytes(LENGTH) + piece
    yield bytes(LENGTH)


def _asked(address: str, words: Iterable[bytes]) -> str:
    parts = urlsplit(address)
    try:
        with socket.create_connection((parts.hostname, parts.port), timeout=CONNECTING_SECONDS) as connection:
            connection.settimeout(ANSWERING_SECONDS)
            for some in words:
                connection.sendall(some)
            with connection.makefile("rb") as answers:
                return answers.read(LONGEST_ANSWER).rstrip(b"\0\n").decode(errors="replace")
    except OSError as error:
        raise ScannerSilentError(f"The virus scanner doesn't answer: {error}") from error
