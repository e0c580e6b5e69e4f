"""Writing minutes and hours: several processes add to one row, in one statement."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from django.db import connection
from msgspec import Struct

BOUNDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, float("inf"))
ADD_MINUTE: Final = """
INSERT INTO operations_serviceminute AS kept (minute, area, requests, errors, seconds, within, probes, failed)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (minute, area) DO UPDATE SET
    requests = kept.requests + excluded.requests, errors = kept.errors + excluded.errors,
    seconds = kept.seconds + excluded.seconds,
    probes = kept.probes + excluded.probes, failed = kept.failed + excluded.failed,
    within = ARRAY(
        SELECT coalesce(one, 0) + coalesce(other, 0)
        FROM unnest(kept.within, excluded.within) WITH ORDINALITY AS counted(one, other, place) ORDER BY place
    )
"""
ADD_HOUR: Final = """
INSERT INTO operations_measuredhour AS kept (hour, measure, readings, total, highest) VALUES (%s, %s, 1, %s, %s)
ON CONFLICT (hour, measure) DO UPDATE SET
    readings = kept.readings + 1, total = kept.total + excluded.total,
    highest = GREATEST(kept.highest, excluded.highest)
"""


class Answered(Struct, frozen=True):
    """Requests of one area: how many, how many errors of ours, for how long, and how many within each bound."""

    requests: int = 0
    errors: int = 0
    seconds: float = 0.0
    within: tuple[int, ...] = (0,) * len(BOUNDS)

    def __sub__(self, before: "Answered") -> "Answered":
        """What was added since."""
        return Answered(
            self.requests - before.requests,
            self.errors - before.errors,
            self.seconds - before.seconds,
            tuple(now - then for now, then in zip(self.within, before.within, strict=True)),
        )


class Probed(Struct, frozen=True):
    """Our own questions to one area: how many, and how many without a good answer."""

    area: str
    probes: int
    failed: int


def add_answered(area: str, found: Answered, *, minute: datetime) -> None:
    """Add what one process answered within a minute."""
    row: list[Any] = [minute, area, found.requests, found.errors, found.seconds, list(found.within), 0, 0]
    with connection.cursor() as cursor:
        cursor.execute(ADD_MINUTE, row)


def add_probed(found: Iterable[Probed], *, minute: datetime) -> None:
    """Add what our probes heard within a minute."""
    rows: list[list[Any]] = [[minute, one.area, 0, 0, 0.0, [], one.probes, one.failed] for one in found]
    with connection.cursor() as cursor:
        cursor.executemany(ADD_MINUTE, rows)


def add_measured(found: Iterable[tuple[str, float]], *, hour: datetime) -> None:
    """Add values of measures to their hour."""
    # in one order, or two rounds wait for each other
    rows: list[list[Any]] = sorted([hour, measure, value, value] for measure, value in found)
    with connection.cursor() as cursor:
        cursor.executemany(ADD_HOUR, rows)
