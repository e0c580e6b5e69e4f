"""Whole answers about funds that are asked for again and again, kept for as long as record and day stay as they are.

Only for those whom shared caches may answer anyway, and only of addresses that were asked for before, or of single
funds. A process asks at most so often which state the record is in; what it kept of another one is gone.
"""

import time
from enum import Enum
from threading import Lock
from typing import Final, NamedTuple

from api.wire.state import HEADER, told
from fundfeed.selectors.record_state import record_state

LONGEST: Final = 65_536
LONGEST_KEY: Final = 500  # letters of address and Accept: whoever writes more gets an answer, and no room
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


class Room(Enum):
    """Bytes that one kind of answer may take, so that none drives out another."""

    FUNDS = 36_000_000  # some 11,000 of them
    FIGURES = 8_000_000  # a year of some 400 funds
    LISTS = 1_000_000


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
    """The record in one state as it is told, until when that is taken for the present one, and what was answered of it.

    `headers` are those by which an answer says that it is of this state.
    """

    def __init__(self, state: str | None, until: float) -> None:
        self.state, self.until = state, until
        self.headers: Headers = ((HEADER, state),) if state else ()
        self._rooms = {room: Answers(room.value) for room in Room}
        self._finds = [answers.get for answers in self._rooms.values()]

    def find(self, key: Key) -> Kept | None:
        """What was answered of it."""
        for find in self._finds:
            if kept := find(key):
                return kept
        return None

    def keep(self, key: Key, kept: Kept, room: Room) -> None:
        """Keep an answer in its room, where it is known of what state it is."""
        if self.state is not None and len(kept.body) <= LONGEST:
            self._rooms[room].keep(key, kept)


class KeptAnswers:
    """What one process keeps; `holds` is for how many seconds it doesn't ask whether the record changed."""

    def __init__(self, *, holds: float) -> None:
        self._holds = holds
        self._record, self._asks = Record(None, 0.0), Lock()
        self._asked = [0] * REMEMBERED

    def find(self, key: Key) -> Kept | None:
        """What was answered while the record was as it is."""
        return self._record.find(key) and self.present().find(key)

    def is_worth_keeping(self, key: Key, room: Room) -> bool:
        """Whether to keep what is answered next: each fund, of which there is one address, or what was asked for."""
        is_short = sum(len(part) for part in key if isinstance(part, str)) <= LONGEST_KEY
        return is_short and (room is Room.FUNDS or self._was_asked(key))

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
        state = _present_state()
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


def _present_state() -> str | None:
    record = record_state()
    return told(record) if record else None
