"""The public: threads that ask one thing after the other, and remember what came."""

import random
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from http.client import HTTPConnection, HTTPException
from threading import Event, Thread
from urllib.parse import urlsplit

from msgspec import Struct

PAUSE_SECONDS = 0.02


class Seen(Struct, frozen=True):
    """One answer: its status (0 when none came), the digest of its bytes, how long it took, and a part of its text."""

    address: str
    status: int
    digest: str
    seconds: float
    text: str


class Reader(Thread):
    """One of the public, who asks in random order until told to stop."""

    def __init__(self, url: str, addresses: Sequence[str], *, seed: int) -> None:
        super().__init__(daemon=True)
        self.seen: list[Seen] = []
        self.enough = Event()
        self._url, self._addresses, self._random = url, addresses, random.Random(seed)  # noqa: S311 - to ask in another order

    def run(self) -> None:
        """Ask, and wait a moment."""
        while not self.enough.wait(PAUSE_SECONDS):
            self.seen.append(ask(self._url, self._random.choice(self._addresses)))


def ask(url: str, address: str) -> Seen:
    """One question over a connection of its own, as a newcomer asks it."""
    began = time.monotonic()
    connection = HTTPConnection(urlsplit(url).netloc, timeout=30)
    try:
        connection.request("GET", address)
        answer = connection.getresponse()
        body = answer.read()
    except (OSError, HTTPException) as error:
        return Seen(address, 0, "", time.monotonic() - began, repr(error))
    finally:
        connection.close()
    text = "" if answer.status == 200 else body[:500].decode(errors="replace")
    return Seen(address, answer.status, sha256(body).hexdigest(), time.monotonic() - began, text)


@contextmanager
def reading(url: str, addresses: Sequence[str], *, readers: int) -> Iterator[list[Seen]]:
    """Readers at work inside the block; what they saw is in the list after it."""
    seen: list[Seen] = []
    threads = [Reader(url, addresses, seed=number) for number in range(readers)]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        for thread in threads:
            thread.enough.set()
        for thread in threads:
            thread.join()
            seen += thread.seen
