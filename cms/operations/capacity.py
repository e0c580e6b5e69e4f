"""The capacity report: what grows, by how much a month, and when it meets its limit."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from msgspec import Struct

from .checks.growth import Projection, Samples, measured, projected
from .growth import KINDS, Kind
from .models import limits_now
from .states import State

MONTH: Final = 30
WIDTH, HEIGHT = 120, 24
MARGIN: Final = 2


class Row(Struct, frozen=True):
    """One thing that grows, in words and as a line over the days."""

    title: str
    now: str
    monthly: str
    limit: str
    reached: date | None
    state: State
    days: int
    line: str


def report(*, today: date) -> list[Row]:
    """Everything that is measured each day; what meets a limit comes first, the soonest before the others."""
    limits, samples = limits_now(), measured(today=today)
    rows = [
        _row(kind, samples[name], projected(name, samples[name], limits, today=today), today)
        for name, kind in KINDS.items()
        if name in samples
    ]
    return sorted(rows, key=lambda row: row.reached or date.max)


def _row(kind: Kind, samples: Samples, found: Projection, today: date) -> Row:
    return Row(
        title=kind.title[:1].upper() + kind.title[1:],
        now=kind.told(found.value),
        monthly=kind.change(found.daily * MONTH) if found.daily is not None else "",
        limit=kind.told(found.limit) if found.limit is not None else "",
        reached=found.reached,
        state=found.state(today),
        days=len(samples),
        line=_line([value for _, value in samples]),
    )


def _line(values: Sequence[float]) -> str:
    """Points of a drawing, from the lowest value to the highest."""
    low, span = min(values), (max(values) - min(values)) or 1
    step = WIDTH / max(len(values) - 1, 1)
    inner = HEIGHT - 2 * MARGIN
    return " ".join(
        f"{place * step:.1f},{HEIGHT - MARGIN - inner * (value - low) / span:.1f}" for place, value in enumerate(values)
    )
