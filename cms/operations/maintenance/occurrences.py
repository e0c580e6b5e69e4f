"""Each time at which approved maintenance comes round, as it was planned and as it went; the clock is an argument."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q
from msgspec import Struct

from ..models import MaintenanceOccurrence, MaintenanceWindow
from ..recurrence import Recurrence, Span, next_span, spans

LONGEST_DELAY: Final = timedelta(hours=24)
"""How much longer than planned somebody may let it last."""
INSTANT: Final = timedelta.resolution
FEED: Final = frozenset({"feed", "all"})
ADMIN: Final = frozenset({"admin", "all"})
SITE: Final = frozenset({"site", "all"})
EVERY: Final = FEED | ADMIN | SITE
Rows = dict[tuple[int, datetime], MaintenanceOccurrence]


class Occurrence(Struct, frozen=True, kw_only=True):
    """One time: when it begins, was to end, and ends as far as is known; `row` is there once it has begun."""

    window: MaintenanceWindow
    starts_at: datetime
    planned_ends_at: datetime
    ends_at: datetime
    row: MaintenanceOccurrence | None = None

    def is_at(self, moment: datetime) -> bool:
        """Whether it is under way then."""
        return self.starts_at <= moment < self.ends_at

    @property
    def is_longer(self) -> bool:
        """Whether it lasts longer than was approved."""
        return self.ends_at > self.planned_ends_at


def under_way(*, at: datetime, scopes: Collection[str]) -> Occurrence | None:
    """What is under way of these scopes, the one that ends last; None when there is nothing."""
    return max(between(at, at + INSTANT, scopes=scopes), key=lambda one: one.ends_at, default=None)


def between(start: datetime, end: datetime, *, scopes: Collection[str] = EVERY) -> list[Occurrence]:
    """Every time that lies, in part at least, between two moments; in order."""
    windows = _windows(scopes, since=start)
    rows = _rows(windows, since=start)
    return _in_order(one for window in windows for one in _met(window, rows, start, end))


def announced(*, at: datetime, scopes: Collection[str] = EVERY) -> list[Occurrence]:
    """What is under way, and the next time of each window; in order."""
    windows = _windows(scopes, since=at)
    rows = _rows(windows, since=at)
    now = [one for window in windows for one in _met(window, rows, at, at + INSTANT)]
    coming = [_occurrence(window, span, rows) for window in windows if (span := _next(window, at))]
    return _in_order([*now, *coming])


def past(*, start: datetime, end: datetime) -> list[Occurrence]:
    """What was under way between two moments: as it is kept, and what comes once as it was planned."""
    rows = MaintenanceOccurrence.objects.filter(window__live=True, starts_at__lte=end, planned_ends_at__gt=start)
    kept = {(row.window_id, row.starts_at): of_row(row) for row in rows.select_related("window")}
    planned = [one for one in between(start, end) if one.window.recurrence == Recurrence.ONCE or one.is_at(end)]
    return _in_order(({(one.window.pk, one.starts_at): one for one in planned} | kept).values())


def of_row(row: MaintenanceOccurrence) -> Occurrence:
    """A time that has begun, as it is kept."""
    return Occurrence(
        window=row.window,
        starts_at=row.starts_at,
        planned_ends_at=row.planned_ends_at,
        ends_at=row.ended_at or row.ends_at,
        row=row,
    )


def _met(window: MaintenanceWindow, rows: Rows, start: datetime, end: datetime) -> Iterator[Occurrence]:
    """The times of one window between two moments; one that was over early, or took longer, by what it became."""
    for span in spans(window.plan, start=start - LONGEST_DELAY, end=end):
        found = _occurrence(window, span, rows)
        if found.ends_at > start:
            yield found


def _occurrence(window: MaintenanceWindow, span: Span, rows: Rows) -> Occurrence:
    if row := rows.get((window.pk, span.starts_at)):
        return of_row(row)
    return Occurrence(window=window, starts_at=span.starts_at, planned_ends_at=span.ends_at, ends_at=span.ends_at)


def _next(window: MaintenanceWindow, at: datetime) -> Span | None:
    """The next time that hasn't begun."""
    span = next_span(window.plan, after=at)
    return next_span(window.plan, after=span.ends_at) if span and span.starts_at <= at else span


def _windows(scopes: Collection[str], *, since: datetime) -> list[MaintenanceWindow]:
    """Approved ones of which some time may still count."""
    is_over = Q(recurrence=Recurrence.ONCE, ends_at__lte=since - LONGEST_DELAY)
    return list(MaintenanceWindow.objects.filter(live=True, scope__in=scopes).exclude(is_over))


def _rows(windows: Iterable[MaintenanceWindow], *, since: datetime) -> Rows:
    began = since - 3 * LONGEST_DELAY
    found = MaintenanceOccurrence.objects.filter(window__in=list(windows), planned_ends_at__gte=began)
    return {(row.window_id, row.starts_at): row for row in found.select_related("window")}


def _in_order(found: Iterable[Occurrence]) -> list[Occurrence]:
    return sorted(found, key=lambda one: (one.starts_at, one.window.pk))
