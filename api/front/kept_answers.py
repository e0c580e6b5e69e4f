"""Whole answers about funds that are asked for again and again, kept for as long as the record stays as it is.

Only for those whom shared caches may answer anyway, and only of addresses that were asked for before, or of single
funds. A process asks at most so often which state the record is in; what it kept of another one is gone.
"""

import time
from threading import Lock
from typing import Final, NamedTuple
from uuid import UUID

from fundfeed.selectors.record_state import record_state

MOST_OF_FUNDS: Final = 36_000_000  # some 11,000 of them
MOST_OF_LISTS: Final = 1_000_000
LONGEST: Final = 65_536
AROUND_A_BODY: Final = 1000  # bytes that its headers and its key take
REMEMBERED: Final = 4096
Headers = tuple[tuple[str, str], ...]
Key = tuple[object, ...]  # all that an answer depends on but the record


class Kept(NamedTuple):
    """A whole answer but for what each request has of its own; `unchanged` are the headers for who has the body."""

    body: bytes
    tag: str
    headers: Headers
    unchanged: Headers


class Answers:
    """Answers of up to `most_bytes`; what was kept first goes when there is no room."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes, self._bytes, self._lock = most_bytes, 0, Lock()
        self._kept: dict[Key, Kept] = {}
        self.get = self._kept.get

    def keep(self, key: Key, kept: Kept) -> None:
        """Keep an answer, unless there is one."""
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = kept
            self._bytes += len(kept.body) + AROUND_A_BODY
            while self._bytes > self._most_bytes:
                self._bytes -= len(self._kept.pop(next(iter(self._kept))).body) + AROUND_A_BODY


class Record:
    """The record in one state, until when it is taken for the present one, and what was answered of it."""

    def __init__(self, state: UUID | None, until: float) -> None:
        self.state, self.until = state, until
        self._funds, self._lists = Answers(MOST_OF_FUNDS), Answers(MOST_OF_LISTS)

    def find(self, key: Key) -> Kept | None:
        """What was answered of it."""
        return self._funds.get(key) or self._lists.get(key)

    def keep(self, key: Key, kept: Kept, *, is_one_of_many: bool = False) -> None:
        """Keep an answer; those of single funds take no room from the others."""
        if self.state is not None and len(kept.body) <= LONGEST:
            (self._funds if is_one_of_many else self._lists).keep(key, kept)


class KeptAnswers:
    """What one process keeps; `holds` is for how many seconds it doesn't ask whether the record changed."""

    def __init__(self, *, holds: float) -> None:
        self._holds = holds
        self._record, self._asks = Record(None, 0.0), Lock()
        self._asked = [0] * REMEMBERED

    def find(self, key: Key) -> Kept | None:
        """What was answered while the record was as it is."""
        return self._record.find(key) and self.present().find(key)

    def worth(self, key: Key, *, is_one_of_many: bool) -> Record | None:
        """The record in which to keep what is answered next; None for what nobody asked for before.

        `is_one_of_many` says that there is such an address for each fund: it is kept at once.
        """
        return self.present() if is_one_of_many or self._was_asked(key) else None

    def present(self) -> Record:
        """The record as it was a moment ago at the earliest; in the second half of its time one thread asks for all."""
        record, now = self._record, time.monotonic()
        if now < record.until - self._holds / 2:
            return record
        if self._asks.acquire(blocking=now >= record.until):
            try:
                return self._asked_for(now)
            finally:
                self._asks.release()
        return record

    def _asked_for(self, now: float) -> Record:
        record = self._record
        if now < record.until - self._holds / 2:  # another thread asked while this one waited
            return record
        state = record_state()
        if state != record.state:
            record = self._record = Record(state, 0.0)
        record.until = now + self._holds
        return record

    def _was_asked(self, key: Key) -> bool:
        """Whether this address was the last one asked for in its place, of few places for many addresses."""
        mark = hash(key)
        place = mark % REMEMBERED
        was_asked = self._asked[place] == mark
        self._asked[place] = mark
        return was_asked
