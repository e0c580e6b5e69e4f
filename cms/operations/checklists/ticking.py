"""Ticking off, and what was ticked."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Final

from django.utils import timezone
from msgspec import Struct

from cms.accounts.models import User

from ..checks.known import registered
from ..models import ChecklistTick, CheckResult
from ..states import State, worst
from .shipped import BY_CODE, CHECKLISTS, Checklist, Item

SHOWN_DAYS: Final = 14


class NotTickedError(ValueError):
    """What can't be ticked off so; the message says why."""


class Line(Struct, frozen=True):
    """One item on the screen: what its checks say now, which aren't well, and its ticks of the day, the last first."""

    item: Item
    state: State | None
    unwell: list[str]
    ticks: list[ChecklistTick]

    @property
    def last(self) -> ChecklistTick | None:
        """The tick that counts."""
        return self.ticks[0] if self.ticks else None


class Sheet(Struct, frozen=True):
    """One checklist of a day."""

    checklist: Checklist
    lines: list[Line]
    is_due: bool

    @property
    def left(self) -> int:
        """How many items nobody has seen to."""
        return sum(not line.ticks for line in self.lines)


def tick(*, checklist: str, item: str, by: User, at: datetime, is_fine: bool, note: str = "") -> ChecklistTick:
    """Tick off an item of today; raises `NotTickedError`."""
    found = next((one for one in BY_CODE[checklist].items if one.code == item), None) if checklist in BY_CODE else None
    if found is None:
        raise NotTickedError("There is no such item.")
    if not is_fine and not note.strip():
        raise NotTickedError("Say what isn't well.")
    state = _state_of(found, _states())
    return ChecklistTick.objects.create(
        day=timezone.localdate(at),
        checklist=checklist,
        item=item,
        text=found.text,
        state=state or "",
        is_fine=is_fine,
        note=note.strip(),
        by=by,
        at=at,
    )


def sheets(*, day: date, at: datetime) -> list[Sheet]:
    """The three checklists of a day, in as many queries for a full day as for an empty one."""
    states = _states()
    ticks = list(ChecklistTick.objects.filter(day=day).select_related("by"))
    is_past, now = day < timezone.localdate(at), timezone.localtime(at).time()
    return [
        Sheet(
            checklist,
            [_line(item, states, _ticks_of(checklist, item, ticks)) for item in checklist.items],
            is_past or now >= checklist.due,
        )
        for checklist in CHECKLISTS
    ]


def days(*, at: datetime) -> list[tuple[date, list[str]]]:
    """The last two weeks, today first: of each checklist how many items were seen to."""
    today = timezone.localdate(at)
    first = today - timedelta(days=SHOWN_DAYS - 1)
    seen = ChecklistTick.objects.filter(day__gte=first).order_by().values_list("day", "checklist", "item").distinct()
    done = Counter((day, checklist) for day, checklist, _ in seen)
    shown = [today - timedelta(days=number) for number in range(SHOWN_DAYS)]
    return [(day, [f"{done[day, one.code]} of {len(one.items)}" for one in CHECKLISTS]) for day in shown]


def _line(item: Item, states: Mapping[str, State], ticks: list[ChecklistTick]) -> Line:
    titles = {check.name: check.title for check in registered()}
    unwell = [titles[name] for name in item.checks if states.get(name, State.UNKNOWN) != State.OK]
    return Line(item, _state_of(item, states), unwell, ticks)


def _ticks_of(checklist: Checklist, item: Item, ticks: Iterable[ChecklistTick]) -> list[ChecklistTick]:
    return [tick for tick in ticks if (tick.checklist, tick.item) == (checklist.code, item.code)]


def _states() -> Mapping[str, State]:
    """The worst state of each check."""
    found: dict[str, list[State]] = {}
    for name, state in CheckResult.objects.values_list("name", "state"):
        found.setdefault(name, []).append(State(state))
    return {name: worst(states) for name, states in found.items()}


def _state_of(item: Item, states: Mapping[str, State]) -> State | None:
    """What an item's checks say; None when it has none."""
    return worst(states.get(name, State.UNKNOWN) for name in item.checks) if item.checks else None
