"""Days of service, counted from their minutes: what was answered, when it was up, and what is apart from both."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import reduce
from typing import Final

from django.db import connection
from django.utils import timezone
from msgspec import Struct
from msgspec.structs import replace

from ..selectors import maintenance_since
from .minutes import BOUNDS
from .periods import midnight

Span = tuple[datetime, datetime]
MINUTE: Final = timedelta(minutes=1)
AREAS: Final = ("api", "site", "admin")
APART: Final = {"site": ("api", "site"), "admin": ("admin",)}  # what a maintenance window of a scope takes down
NOTHING: Final = (0,) * len(BOUNDS)
# A minute is down when more than one answer in twenty is an error, or when none of our probes was answered.
DOWN: Final = "(errors * 20 > requests OR (probes > 0 AND failed >= probes))"
DAYS: Final = f"""
WITH apart AS (SELECT * FROM unnest(%s::text[], %s::timestamptz[], %s::timestamptz[]) AS one(area, starts, ends)),
     counted AS (
        SELECT *, (minute AT TIME ZONE %s)::date AS day, {DOWN} AS is_down, EXISTS (
            SELECT FROM apart WHERE apart.area = kept.area AND minute >= starts AND minute < ends) AS is_apart
        FROM operations_serviceminute kept WHERE minute >= %s AND minute < %s)
SELECT area, day,
    count(*) FILTER (WHERE NOT is_apart AND NOT is_down), count(*) FILTER (WHERE NOT is_apart AND is_down),
    count(*) FILTER (WHERE is_apart), sum(requests)::bigint, sum(errors)::bigint, sum(seconds), max(requests),
    ARRAY[{", ".join(f"coalesce(sum(within[{place}]), 0)::bigint" for place in range(1, len(BOUNDS) + 1))}]
FROM counted GROUP BY area, day
"""  # noqa: S608 - constants of this module


class Served(Struct, frozen=True):
    """A time of one area: minutes up, down, in maintenance and not measured, and what was answered in all of them."""

    up: int = 0
    down: int = 0
    apart: int = 0
    unmeasured: int = 0
    requests: int = 0
    errors: int = 0
    seconds: float = 0.0
    busiest: int = 0
    within: tuple[int, ...] = NOTHING

    def __add__(self, other: "Served") -> "Served":
        """Both times together."""
        return Served(
            self.up + other.up,
            self.down + other.down,
            self.apart + other.apart,
            self.unmeasured + other.unmeasured,
            self.requests + other.requests,
            self.errors + other.errors,
            self.seconds + other.seconds,
            max(self.busiest, other.busiest),
            tuple(one + two for one, two in zip(self.within, other.within, strict=True)),
        )

    @property
    def available(self) -> float | None:
        """The share of measured minutes in which it was up, in percent; None when nothing was measured."""
        return 100 * self.up / (self.up + self.down) if self.up + self.down else None

    @property
    def error_percent(self) -> float | None:
        """The share of errors among answers."""
        return 100 * self.errors / self.requests if self.requests else None

    @property
    def average(self) -> float | None:
        """Seconds until an answer began, on average."""
        return self.seconds / self.requests if self.requests else None

    def quantile(self, share: float) -> float | None:
        """Within how many seconds that share of the answers began; none counts as longer than the last bound."""
        wanted, below, under = share * self.within[-1], 0, 0.0
        for bound, count in zip(BOUNDS[:-1], self.within, strict=False):
            if count >= wanted and count > below:
                return under + (bound - under) * (wanted - below) / (count - below)
            below, under = count, bound
        return BOUNDS[-2] if self.within[-1] else None


def total(days: Iterable[Served]) -> Served:
    """Several times together."""
    return reduce(Served.__add__, days, Served())


def served(start: datetime, end: datetime) -> dict[tuple[str, date], Served]:
    """Each area's days from `start` until `end`, of which not all need have been measured."""
    windows = _windows(start, end)
    columns = [list(column) for column in zip(*windows, strict=True)] or [[], [], []]
    with connection.cursor() as cursor:
        cursor.execute(DAYS, [*columns, timezone.get_current_timezone_name(), start, end])
        rows = cursor.fetchall()
        cursor.execute("SELECT area, min(minute) FROM operations_serviceminute GROUP BY area")
        first = dict(cursor.fetchall())
    counted = {
        (area, day): Served(up, down, apart, 0, requests, errors, seconds, busiest, tuple(within))
        for area, day, up, down, apart, requests, errors, seconds, busiest, within in rows
    }
    return {
        (area, day): _with_gaps(counted.get((area, day), Served()), windows, area, span)
        for area in AREAS
        if area in first
        for day, span in _days(max(start, first[area]), end)
    }


def available_since(start: datetime, *, at: datetime) -> dict[str, Served]:
    """Each area that is probed, from `start` until now."""
    days = served(start, at)
    return {area: total(one for (name, _), one in days.items() if name == area) for area in ("api", "site")}


def _windows(start: datetime, end: datetime) -> list[tuple[str, datetime, datetime]]:
    return [
        (area, one.starts_at.replace(second=0, microsecond=0), one.ends_at)
        for one in maintenance_since(start, at=end)
        for area in APART.get(one.scope, ())
    ]


def _days(start: datetime, end: datetime) -> Iterable[tuple[date, tuple[datetime, datetime]]]:
    """Each day of the installation's time zone with the part of it that lies between."""
    day = timezone.localdate(start)
    while (begins := midnight(day)) < end:
        yield day, (max(begins, start), min(midnight(day + timedelta(days=1)), end))
        day += timedelta(days=1)


def _with_gaps(found: Served, windows: Sequence[tuple[str, datetime, datetime]], area: str, span: Span) -> Served:
    """A day with the minutes in which nobody measured; those of a window are the window's, measured or not."""
    begins, ends = span
    apart = max(found.apart, _minutes_within([one[1:] for one in windows if one[0] == area], begins, ends))
    unmeasured = max(0, (ends - begins) // MINUTE - found.up - found.down - apart)
    # An area without probes is idle, not unknown, while nobody asks it for anything.
    return replace(found, apart=apart, unmeasured=0 if area == "admin" else unmeasured)


def _minutes_within(spans: Iterable[Span], begins: datetime, ends: datetime) -> int:
    """How many minutes of a day lie in any of these, each counted once."""
    counted, until = timedelta(0), begins
    for starts, stops in sorted(spans):
        first, last = max(starts, until), min(stops, ends)
        if last > first:
            counted, until = counted + (last - first), last
    return counted // MINUTE
