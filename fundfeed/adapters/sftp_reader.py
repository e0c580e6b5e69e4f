"""Files over SFTP, with as few waits as the protocol allows: the questions of its version 3 that reading takes."""

import errno
import struct
from collections import deque
from collections.abc import Generator, Iterator

import paramiko

CHUNK = 255 * 1024  # the largest read that OpenSSH answers in one packet
WINDOW = 16  # chunks asked for at once, so that a long line stays full
OPEN, CLOSE, READ, FSTAT = 3, 4, 5, 8
STATUS, HANDLE, DATA, ATTRIBUTES = 101, 102, 103, 105
END_OF_FILE, NO_SUCH_FILE = 1, 2
FOR_READING = struct.pack(">II", 1, 0)  # and no attributes
HAS_SIZE = 1
OURS = 1 << 31  # our questions are numbered from here on, so that none has a number of paramiko's
HEAD = struct.Struct(">IBI")  # how many bytes follow this number, the kind, and the question's number
NUMBERED = HEAD.size - 4
LARGEST = CHUNK + 1024
Answer = tuple[int, bytes]


class SftpReader:
    """Reads one file after the other over a channel whose SFTP has begun; a question is sent when one is waited for.

    paramiko's own files wait four times each and copy their bytes six times.
    """

    def __init__(self, channel: paramiko.Channel) -> None:
        self._channel = channel
        self._number = OURS
        self._unsent = bytearray()
        self._awaited: set[int] = set()
        self._early: dict[int, Answer] = {}

    def chunks(self, path: str, size: int | None) -> Iterator[bytes]:
        """The first `size` bytes of a file, or as many as the site says that it has; raises `OSError`."""
        handle = _counted(_inner(self._wanted(self._ask(OPEN, _counted(path.encode()), FOR_READING), HANDLE)))
        try:
            yield from self._portions(handle, size)
        finally:
            self._awaited.clear()
            self._early.clear()
            self._put(CLOSE, handle)  # goes with the next question; nobody waits for the answer

    def _portions(self, handle: bytes, size: int | None) -> Iterator[bytes]:
        """At first one chunk, together with the size where nobody knows it, then as many chunks as are worth it."""
        stated = self._ask(FSTAT, handle) if size is None else None
        under_way = deque([(self._ask_for(handle, 0, CHUNK if size is None else min(CHUNK, size)), 0)])
        end = (size or 0) if stated is None else _size(self._wanted(stated, ATTRIBUTES))
        start, is_whole = CHUNK, True
        while under_way and is_whole:
            while start < end and len(under_way) < WINDOW:
                under_way.append((self._ask_for(handle, start, min(CHUNK, end - start)), start))
                start += CHUNK
            number, place = under_way.popleft()
            is_whole = yield from self._portion(handle, number, place, min(place + CHUNK, end))

    def _portion(self, handle: bytes, number: int, start: int, end: int) -> Generator[bytes, None, bool]:
        """The bytes of one chunk; what the site left out is asked for again. Returns whether all are there."""
        while start < end and (content := self._content(number)):
            yield content[: end - start]
            start += len(content)
            if start < end:
                number = self._ask_for(handle, start, end - start)
        return start >= end

    def _ask_for(self, handle: bytes, start: int, length: int) -> int:
        return self._ask(READ, handle, struct.pack(">QI", start, length))

    def _content(self, number: int) -> bytes:
        """What a read brought; nothing at the end of the file."""
        kind, body = self._answer(number)
        if kind == STATUS and _code(body) == END_OF_FILE:
            return b""
        return _inner(_expected(kind, body, DATA))

    def _wanted(self, number: int, expected: int) -> bytes:
        return _expected(*self._answer(number), expected)

    def _ask(self, kind: int, *parts: bytes) -> int:
        """A question whose answer will be waited for, by its number."""
        number = self._put(kind, *parts)
        self._awaited.add(number)
        return number

    def _put(self, kind: int, *parts: bytes) -> int:
        number, body = self._number, b"".join(parts)
        self._number = OURS + (number + 1) % OURS
        self._unsent += HEAD.pack(NUMBERED + len(body), kind, number) + body
        return number

    def _answer(self, wanted: int) -> Answer:
        """The answer to this question; those to others that come before are kept while somebody waits for them."""
        if self._unsent:
            self._channel.sendall(bytes(self._unsent))
            self._unsent.clear()
        while wanted not in self._early:
            number, answer = self._next()
            if number in self._awaited:
                self._awaited.remove(number)
                self._early[number] = answer
        return self._early.pop(wanted)

    def _next(self) -> tuple[int, Answer]:
        length, kind, number = HEAD.unpack(self._received(HEAD.size))
        if not NUMBERED <= length <= LARGEST:
            raise OSError("the site answers with something else than SFTP")
        return number, (kind, self._received(length - NUMBERED))

    def _received(self, length: int) -> bytes:
        parts = []
        while length:
            part = self._channel.recv(length)
            if not part:
                raise OSError("the connection broke off")
            parts.append(part)
            length -= len(part)
        return b"".join(parts)


def _expected(kind: int, body: bytes, expected: int) -> bytes:
    """The body of an answer of the kind that the question has; raises `OSError` with the site's own words."""
    if kind == STATUS:
        message = _inner(body[4:]).decode(errors="replace") or "refused by the site"
        raise OSError(errno.ENOENT if _code(body) == NO_SUCH_FILE else errno.EIO, message)
    if kind != expected:
        raise OSError("the site answers another question than was asked")
    return body


def _code(body: bytes) -> int:
    return int.from_bytes(body[:4], "big")


def _size(attributes: bytes) -> int:
    if not _code(attributes) & HAS_SIZE:
        raise OSError("the site doesn't say how large its files are")
    return int.from_bytes(attributes[4:12], "big")


def _inner(body: bytes) -> bytes:
    """What stands behind its length."""
    return body[4 : 4 + _code(body)]


def _counted(text: bytes) -> bytes:
    return struct.pack(">I", len(text)) + text
