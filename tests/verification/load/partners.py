"""Partners' programs: they mirror funds, ask whether what they have is still so, and follow changes; and receivers."""

import random
import socket
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from threading import Event

from tests.factories.receivers import Receiver, misbehaving, receiving
from tests.verification.load.asking import Seen, ask
from tests.verification.load.crowd import Member

TAKES_SECONDS = 5.0
TAKEN = b"HTTP/1.1 204 No Content\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Mirror:
    """One program with its key."""

    def __init__(self, url: str, key: str, fund_ids: Sequence[str], *, seed: int) -> None:
        self._url, self._key, self._fund_ids = url, {"Authorization": f"Bearer {key}"}, fund_ids
        self._chance = random.Random(seed)  # noqa: S311 - to ask for another fund
        self._tags: dict[str, str] = {}

    def turn(self) -> Iterator[Seen]:
        """A fund, which is mostly known, and now and then what changed."""
        address = f"/api/v1/funds/{self._chance.choice(self._fund_ids)}/"
        known = {"If-None-Match": f'"{self._tags[address]}"'} if address in self._tags else {}
        found = ask(self._url, address, self._key | known)
        if found.status == 200:
            self._tags[address] = found.digest  # the ETag of a fund is the SHA-256 of its bytes
        yield found
        if self._chance.random() < 0.1:
            yield ask(self._url, "/api/v1/changes/?pageSize=200", self._key)


def mirror(url: str, key: str, fund_ids: Sequence[str], *, seed: int, pause: float) -> Member:
    """A partner's program that goes on mirroring."""
    return Member(Mirror(url, key, fund_ids, seed=seed).turn, pause=pause)


@contextmanager
def receivers(*, quick: int, slow: int) -> Iterator[tuple[list[Receiver], list[str]]]:
    """Receivers that take a message at once, and addresses of those that take their time."""
    with ExitStack() as stack:
        ready = [stack.enter_context(receiving()) for _ in range(quick)]
        ports = [stack.enter_context(misbehaving(_take_slowly)) for _ in range(slow)]
        yield ready, [f"http://127.0.0.1:{port}/slow" for port in ports]


def _take_slowly(channel: socket.socket, over: Event) -> None:
    channel.recv(65_536)
    over.wait(TAKES_SECONDS)
    channel.sendall(TAKEN)
