"""Recomputes the chain and holds it against seals and sources; says where it breaks."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast
from msgspec import Struct

from .chain import FIELDS, GENESIS, event_hash
from .models import AuditEvent
from .seals import Seal, kept_seals, missing_files
from .sources import differing_rows, idle_triggers

MOST_FAULTS = 50


class Fault(Struct, frozen=True):
    """One thing that is wrong, with the number of the event where it shows; 0 when no event is to blame."""

    sequence: int
    what: str


class Verification(Struct, frozen=True):
    """How many events there are, number and hash of the last, how many seals they were held against, what is wrong."""

    events: int
    last: int
    head: str
    seals: int
    faults: list[Fault]

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


class _Walk:
    """The chain from its first event on, and what was seen at the numbers that seals speak of."""

    def __init__(self, sealed: set[int]) -> None:
        self.count, self.last, self.head = 0, 0, GENESIS
        self.seen: dict[int, tuple[str, int]] = {0: (GENESIS, 0)}
        self._sealed = sealed

    def faults(self) -> Iterator[Fault]:
        for event in _events():
            yield from self._faults_of(event)
            self.count, self.last, self.head = self.count + 1, event["sequence"], event["hash"]
            if self.last in self._sealed:
                self.seen[self.last] = (self.head, self.count)

    def _faults_of(self, event: Mapping[str, Any]) -> Iterator[Fault]:
        number = event["sequence"]
        if number > self.last + 1:
            gap = f"{self.last + 1}" if number == self.last + 2 else f"{self.last + 1} to {number - 1}"
            yield Fault(self.last + 1, f"Event {gap} is missing.")
        elif event["previous_hash"] != self.head:
            yield Fault(number, f"Event {number} isn't chained to the one before.")
        if event["hash"] != event_hash(event):
            yield Fault(number, f"Event {number} was changed: its hash isn't that of its content.")


def verify() -> Verification:
    """Verify everything, from the first event on."""
    seals = kept_seals()
    walk = _Walk({seal.sequence for seal in seals})
    faults = list(walk.faults())
    faults += [Fault(seal.sequence, what) for seal in seals if (what := _broken(seal, walk))]
    faults += [Fault(0, f"The seal's file {name} is gone.") for name in missing_files()]
    faults += [Fault(0, what) for what in idle_triggers()]
    faults += [Fault(sequence, what) for sequence, what in differing_rows()]
    faults.sort(key=lambda fault: fault.sequence or walk.last + 1)
    return Verification(
        events=walk.count, last=walk.last, head=walk.head, seals=len(seals), faults=faults[:MOST_FAULTS]
    )


def _broken(seal: Seal, walk: _Walk) -> str:
    """What is wrong with a seal, "" when the chain still has the head that was sealed."""
    if seal.sequence > walk.last:
        return f"The seal of {seal.at} saw {seal.count} events; the chain ends at {walk.last}: its tail was cut off."
    if walk.seen.get(seal.sequence) != (seal.hash, seal.count):
        return f"The seal of {seal.at} saw another event {seal.sequence}: the chain was written anew."
    return ""


def _events() -> Iterator[Mapping[str, Any]]:
    rows = AuditEvent.objects.order_by("sequence").annotate(text=Cast("data", TextField()))
    plain = [name for name in FIELDS if name != "data"]
    for event in rows.values(*plain, "hash", "text").iterator(chunk_size=2000):
        yield {**event, "data": event["text"]}
