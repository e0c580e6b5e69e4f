"""Requests of busy callers: let in by what Redis said a moment ago, and told to Redis together.

Only for callers who have more than half of their quota left, for a second at most, and for a twentieth of their quota
at most: so much can each further process of ours let in beyond a quota, and so much is forgotten when one is killed.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable
from math import ceil, floor
from typing import Final, NamedTuple

WINDOW: Final = 60
HOLDS: Final = 1.0
SHARE: Final = 20


class Left(NamedTuple):
    """How many requests are left, and in how many seconds all of them are."""

    remaining: int
    reset: int


class _Caller:
    """One caller as Redis knew it last, and what Redis doesn't know yet: requests by what they are counted as."""

    __slots__ = ("asked_at", "full_at", "untold")

    def __init__(self, full_at: float, asked_at: float) -> None:
        self.full_at, self.asked_at = full_at, asked_at
        self.untold: Counter[str] = Counter()


class Ahead:
    """What one process let in by itself; `tell` is called for callers from whom nothing comes any more."""

    def __init__(self, tell: Callable[[str, Counter[str], int], None]) -> None:
        self._tell, self._callers, self._lock = tell, dict[str, tuple[_Caller, int]](), threading.Lock()
        self._teller: threading.Thread | None = None

    def take(self, *, caller: str, per_minute: int, use: str) -> Left | None:
        """Let one request in; None when Redis must be asked."""
        now, each = time.monotonic(), WINDOW / per_minute
        with self._lock:
            known, limit = self._callers.get(caller, (None, 0))
            if known is None or limit != per_minute or now - known.asked_at > HOLDS:
                return None
            full_at = max(known.full_at, now) + each
            if full_at - now > WINDOW / 2 or known.untold.total() >= per_minute // SHARE:
                return None
            known.full_at = full_at
            known.untold[use] += 1
        return Left(floor((WINDOW - (full_at - now)) / each), ceil(full_at - now))

    def learn(self, *, caller: str, per_minute: int, full_in: float) -> None:
        """Keep what Redis said: in so many seconds all of the quota is there again."""
        now = time.monotonic()
        with self._lock:
            if per_minute < SHARE or full_in >= WINDOW / 2:
                return
            fresh, (known, _) = _Caller(now + full_in, now), self._callers.get(caller, (None, 0))
            if known:  # another request asked at the same time, and more were let in since: Redis knows nothing of them
                fresh.untold = known.untold
                fresh.full_at += known.untold.total() * WINDOW / per_minute
            self._callers[caller] = fresh, per_minute
        self._see_that_it_is_told()

    def untold(self, caller: str) -> Counter[str]:
        """What Redis must still be told of this caller, which is forgotten here."""
        with self._lock:
            known, _ = self._callers.pop(caller, (None, 0))
        return known.untold if known else Counter()

    def tell_all(self, *, older_than: float = 0.0) -> None:
        """Tell Redis of everybody whom it was last asked about so many seconds ago or earlier."""
        before = time.monotonic() - older_than
        with self._lock:
            late = [(name, limit) for name, (known, limit) in self._callers.items() if known.asked_at <= before]
        for name, limit in late:
            if untold := self.untold(name):
                self._tell(name, untold, limit)

    def forget(self) -> None:
        """Begin anew."""
        with self._lock:
            self._callers.clear()

    def _see_that_it_is_told(self) -> None:
        if self._teller is None:
            self._teller = threading.Thread(target=self._keep_telling, name="quota-teller", daemon=True)
            self._teller.start()

    def _keep_telling(self) -> None:
        while True:
            time.sleep(HOLDS)
            self.tell_all(older_than=HOLDS)
