"""When maintenance comes round: pure, by the clock on the wall, whatever the clock does in spring and autumn.

Each time begins at the hour of the first one and lasts as long as it, in hours that pass. An hour that is skipped in
spring begins when the clock jumps on; of an hour that comes twice the first one is meant.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum
from itertools import count
from typing import Final, NamedTuple

from msgspec import Struct

WEEK: Final = 7
MONTHS: Final = 12
DAY: Final = timedelta(days=1)


class Recurrence(StrEnum):
    """How often it comes round."""

    ONCE = "once"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


class Span(NamedTuple):
    """From a moment until just before another."""

    starts_at: datetime
    ends_at: datetime


class Plan(Struct, frozen=True):
    """The first time, how often it comes round, and the last day on which one may begin."""

    first: Span
    recurrence: Recurrence
    last_day: date | None
    zone: tzinfo


def spans(plan: Plan, *, start: datetime, end: datetime) -> Iterator[Span]:
    """Each time that lies, in part at least, between two moments; in order."""
    for span in _spans(plan, since=start):
        if span.starts_at >= end:
            return
        if span.ends_at > start:
            yield span


def next_span(plan: Plan, *, after: datetime) -> Span | None:
    """The time that is under way or comes next."""
    return next((span for span in _spans(plan, since=after) if span.ends_at > after), None)


def _spans(plan: Plan, *, since: datetime) -> Iterator[Span]:
    """Every time from one that is over at that moment, or from the first one on."""
    local = plan.first.starts_at.astimezone(plan.zone)
    length = plan.first.ends_at - plan.first.starts_at
    earliest = (since - length).astimezone(plan.zone).date() - DAY
    for day in _days(local.date(), plan.recurrence, earliest):
        if plan.last_day is not None and day > plan.last_day and day != local.date():
            return
        moment = datetime.combine(day, local.time(), tzinfo=plan.zone)
        starts_at = plan.first.starts_at if day == local.date() else moment.astimezone(UTC)
        yield Span(starts_at, starts_at + length)


def _days(first: date, recurrence: Recurrence, earliest: date) -> Iterator[date]:
    """The days on which it comes round, none of those that lie long before `earliest`."""
    if recurrence == Recurrence.ONCE:
        yield first
    elif recurrence == Recurrence.WEEKLY:
        skipped = max((earliest - first).days // WEEK, 0)
        yield from (first + timedelta(days=WEEK * number) for number in count(skipped))
    else:
        step = 1 if recurrence == Recurrence.MONTHLY else 3
        passed = (earliest.year - first.year) * MONTHS + earliest.month - first.month
        yield from (_same_weekday(first, step * number) for number in count(max(passed // step - 1, 0)))


def _same_weekday(first: date, months: int) -> date:
    """The same weekday of a later month, of the same number in it; a fifth one means the last."""
    year, month = divmod(first.year * MONTHS + first.month - 1 + months, MONTHS)
    begin = date(year, month + 1, 1)
    found = begin + timedelta(days=(first.weekday() - begin.weekday()) % WEEK + (first.day - 1) // WEEK * WEEK)
    return found if found.month == begin.month else found - timedelta(days=WEEK)
