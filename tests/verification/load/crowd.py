"""People and programs that go on asking until they are told to stop, and remember what came."""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Event, Thread

from msgspec.structs import replace

from tests.verification.load.asking import Seen, ask

Turn = Callable[[], Iterable[Seen]]


class Member(Thread):
    """One of them, who takes a turn, waits a moment, and takes the next one; the same bytes are kept once."""

    def __init__(self, turn: Turn, *, pause: float) -> None:
        super().__init__(daemon=True)
        self.is_done = False
        self.seen: list[Seen] = []
        self.enough = Event()
        self._turn, self._pause = turn, pause
        self._known: set[str] = set()

    def run(self) -> None:
        """Go on until it is enough."""
        while not self.enough.wait(self._pause):
            self.seen.extend(map(self._kept, self._turn()))
        self.is_done = True

    def _kept(self, one: Seen) -> Seen:
        if one.digest in self._known:
            return replace(one, body=b"")
        self._known.add(one.digest)
        return one


def reader(url: str, addresses: Sequence[str], *, seed: int, pause: float) -> Member:
    """One of the public, who asks in random order."""
    chance = random.Random(seed)  # noqa: S311 - to ask in another order
    return Member(lambda: [ask(url, chance.choice(addresses))], pause=pause)


@contextmanager
def at_work(crowd: Mapping[str, Sequence[Member]]) -> Iterator[dict[str, list[Seen]]]:
    """All of them at work inside the block, and to its end; what each kind saw is there after it."""
    seen: dict[str, list[Seen]] = {}
    members = [member for kind in crowd.values() for member in kind]
    for member in members:
        member.start()
    try:
        yield seen
    finally:
        for member in members:
            member.enough.set()
        for member in members:
            member.join()
        seen.update({name: [one for member in kind for one in member.seen] for name, kind in crowd.items()})
    assert [name for name, kind in crowd.items() if not all(member.is_done and member.seen for member in kind)] == []
