"""Computing the next batches while the database stores the one at hand: two processors for one publication."""

import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

Read = TypeVar("Read")
Made = TypeVar("Made")
AHEAD = 2
TURN_SECONDS = 0.0005


def ahead(batches: Iterable[Read], *, work: Callable[[Read], Made]) -> Iterator[Made]:
    """What `work` makes of each batch, in order; the next ones are worked on while the caller uses the one before.

    Batches are read in the caller's thread, which has the connection to the database, and two ahead of it; `work` runs
    in a thread of its own, one batch after the other, and must not ask the database anything.
    """
    with _short_turns(), ThreadPoolExecutor(max_workers=1) as worker:
        coming: deque[Future[Made]] = deque()
        for batch in batches:
            coming.append(worker.submit(work, batch))
            if len(coming) > AHEAD:
                yield coming.popleft().result()
        while coming:
            yield coming.popleft().result()


@contextmanager
def _short_turns() -> Iterator[None]:
    """Let nobody who has an answer from the database wait for more than half a millisecond: usually it is five."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(min(usual, TURN_SECONDS))
    try:
        yield
    finally:
        sys.setswitchinterval(usual)
