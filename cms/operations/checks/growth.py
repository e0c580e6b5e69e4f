"""Growth, and the day on which it meets a limit if it goes on as it did."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from statistics import linear_regression
from typing import Final

from django.utils import timezone

from ..growth import KINDS, LIMITED, Kind
from ..models import DailyMeasure
from ..states import Result, State
from .registry import Scene

LOOKED_BACK: Final = timedelta(days=90)
FEWEST: Final = 7
SOON: Final = timedelta(days=90)
AT_ONCE: Final = timedelta(days=14)
Samples = Sequence[tuple[date, float]]


def growth(scene: Scene) -> Iterator[Result]:
    """Each thing that grows: how large it is, by how much it grows, and when it meets its limit."""
    today = timezone.localdate(scene.at)
    samples = defaultdict(list)
    rows = DailyMeasure.objects.filter(day__gt=today - LOOKED_BACK).order_by("day")
    for name, day, value in rows.values_list("name", "day", "value"):
        samples[name].append((day, value))
    for name, kind in KINDS.items():
        if name in samples:
            yield _grown(name, kind, samples[name], scene, today)
    if not samples:
        yield Result(state=State.UNKNOWN, sentence="Not measured yet: it is done each hour.")


def _grown(name: str, kind: Kind, samples: Samples, scene: Scene, today: date) -> Result:
    value = samples[-1][1]
    daily = slope(samples)
    if daily is None:
        sentence = f"{kind.told(value)}; {len(samples)} of {FEWEST} days measured for a projection."
        return Result(state=State.OK, subject=kind.title, sentence=sentence, value=value)
    sentence = f"{kind.told(value)}, {'+' if daily >= 0 else '−'}{kind.told(abs(daily))} a day."
    limit = _next_limit(scene, name, value)
    reached = day_of(limit, value=value, daily=daily, today=today) if limit is not None else None
    if reached is None:
        return Result(state=State.OK, subject=kind.title, sentence=sentence, value=value)
    left = reached - today
    state = State.BAD if left <= AT_ONCE else State.WARN if left <= SOON else State.OK
    told = f"{sentence} It meets the limit of {kind.told(limit or 0)} on {reached:%-d %B %Y}."
    return Result(state=state, subject=kind.title, sentence=told, value=value)


def _next_limit(scene: Scene, name: str, value: float) -> float | None:
    """The limit that is met next; None when there is none, or all are met already, which another check tells."""
    if name not in LIMITED:
        return None
    limit = scene.limits[LIMITED[name]]
    return next((one for one in (limit.warning, limit.critical) if one > value), None)


def slope(samples: Samples) -> float | None:
    """The growth per day by least squares; None with too few days."""
    if len(samples) < FEWEST:
        return None
    days = [float(day.toordinal()) for day, _ in samples]
    return linear_regression(days, [value for _, value in samples]).slope


def day_of(limit: float, *, value: float, daily: float, today: date) -> date | None:
    """When the limit is met; None when it never is, or not within ten years."""
    days = (limit - value) / daily if daily > 0 else float("inf")
    return today + timedelta(days=int(days)) if days < 3650 else None  # noqa: PLR2004 - ten years
