"""Answers about funds that are asked for again and again, kept for as long as the record stays as it is.

Only for those whom shared caches may answer anyway, and only of addresses that were asked for before: what is asked for
once takes no room, but for single funds, which lie in a file. A process asks at most so often which state the record is
in; what it kept of another one is gone.
"""

import time
from collections.abc import Callable
from http import HTTPStatus
from threading import Lock
from typing import Final
from uuid import UUID

from api.wire.caching import LAST_MODIFIED, lightly
from api.wire.light import Answer, Question
from fundfeed.selectors.record_state import record_state

from .beside import Beside, Kept, Key

MOST_BYTES: Final = 1_000_000
LONGEST: Final = 65_536
REMEMBERED: Final = 4096
OF_A_DAY: Final = "asOf"  # such an answer depends on what day it is, too


class _Record:
    """The record in one state, until when it is taken for the present one, and what was answered of it."""

    def __init__(self, state: UUID | None, until: float) -> None:
        self.state, self.until = state, until
        self.answers: dict[Key, Kept] = {}
        self.beside = Beside()
        self._bytes, self._lock = 0, Lock()

    def keep(self, key: Key, kept: Kept) -> None:
        """Keep an answer; what was kept first goes when there is no room."""
        with self._lock:
            if self.state is None or key in self.answers:
                return
            self.answers[key] = kept
            self._bytes += len(kept.body)
            while self._bytes > MOST_BYTES:
                self._bytes -= len(self.answers.pop(next(iter(self.answers))).body)

    def keep_beside(self, key: Key, kept: Kept) -> None:
        """Keep one of many answers, which this process' memory has no room for."""
        if self.state is not None:
            self.beside.keep(key, kept)


class KeptAnswers:
    """What one process keeps; `holds` is for how many seconds it doesn't ask whether the record changed."""

    def __init__(self, *, holds: float) -> None:
        self._holds = holds
        self._record = _Record(None, 0.0)
        self._asked = [0] * REMEMBERED

    def answer(self, request: Question, read: Callable[[Question], object], *, is_one_of_many: bool = False) -> object:
        """What `read` answers, or answered while the record was the same.

        `is_one_of_many` says that there is such an address for each fund: without parameters it is kept at once.
        """
        key = (request.path, request.META.get("QUERY_STRING", ""), request.META.get("HTTP_ACCEPT", ""))
        is_beside = is_one_of_many and not key[1]
        if not is_beside and key not in self._record.answers and not self._was_asked(key):
            return read(request)
        record = self._present()
        kept = record.beside.find(key) if is_beside else record.answers.get(key)
        if kept is not None:
            return lightly(request, *kept)
        answer = read(request.without_conditions())
        if not isinstance(answer, Answer) or answer.status_code != HTTPStatus.OK:
            return answer
        kept = _kept(answer)
        if len(kept.body) <= LONGEST and OF_A_DAY not in request.query_params:
            (record.keep_beside if is_beside else record.keep)(key, kept)
        return lightly(request, *kept)

    def _present(self) -> _Record:
        """The record as it was a moment ago at the earliest."""
        record, began = self._record, time.monotonic()
        if began < record.until:
            return record
        state = record_state()
        if state != record.state:
            record = self._record = _Record(state, 0.0)
        record.until = began + self._holds
        return record

    def _was_asked(self, key: Key) -> bool:
        """Whether this address was the last one asked for in its place, of few places for many addresses."""
        mark = hash(key)
        place = mark % REMEMBERED
        was_asked = self._asked[place] == mark
        self._asked[place] = mark
        return was_asked


def _kept(answer: Answer) -> Kept:
    headers = {name: value for name, value in answer.items() if name != LAST_MODIFIED}
    return Kept(answer.content, answer["ETag"], headers, answer.changed)
