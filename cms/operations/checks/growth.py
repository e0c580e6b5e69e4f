"""Growth, and the day on which it meets a limit if it goes on as it did."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from statistics import linear_regression
from typing import Final

from django.utils import timezone
from msgspec import Struct

from ..growth import KINDS, LIMITED, Kind
from ..limits import Limit
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
    samples = measured(today=today)
    for name, kind in KINDS.items():
        if name in samples:
            yield _grown(name, kind, samples[name], scene, today)
    if not samples:
        yield Result(state=State.UNKNOWN, sentence="Not measured yet: it is done each hour.")


def measured(*, today: date) -> dict[str, list[tuple[date, float]]]:
    """The days of each thing that are looked back at, the oldest first."""
    samples: defaultdict[str, list[tuple[date, float]]] = defaultdict(list)
    rows = DailyMeasure.objects.filter(day__gt=today - LOOKED_BACK).order_by("day")
    for name, day, value in rows.values_list("name", "day", "value"):
        samples[name].append((day, value))
    return samples


def _grown(name: str, kind: Kind, samples: Samples, scene: Scene, today: date) -> Result:
    found = projected(name, samples, scene.limits, today=today)
    if found.daily is None:
        sentence = f"{kind.told(found.value)}; {len(samples)} of {FEWEST} days measured for a projection."
        return Result(state=State.OK, subject=kind.title, sentence=sentence, value=found.value)
    sentence = f"{kind.told(found.value)}, {kind.change(found.daily)} a day."
    if found.reached is None:
        return Result(state=State.OK, subject=kind.title, sentence=sentence, value=found.value)
    told = f"{sentence} It meets the limit of {kind.told(found.limit or 0)} on {found.reached:%-d %B %Y}."
    return Result(state=found.state(today), subject=kind.title, sentence=told, value=found.value)


class Projection(Struct, frozen=True):
    """Where something stands, how it grows a day, which limit it meets next, and when; None for what isn't known."""

    value: float
    daily: float | None
    limit: float | None
    reached: date | None

    def state(self, today: date) -> State:
        """How soon something must be done."""
        if self.reached is None or self.reached - today > SOON:
            return State.OK
        return State.BAD if self.reached - today <= AT_ONCE else State.WARN


def projected(name: str, samples: Samples, limits: Mapping[str, Limit], *, today: date) -> Projection:
    """What the days measured so far say of those to come, if it goes on as it did."""
    value, daily = samples[-1][1], slope(samples)
    limit = _next_limit(limits, name, value)
    reached = day_of(limit, value=value, daily=daily, today=today) if limit is not None and daily is not None else None
    return Projection(value, daily, limit, reached)


def _next_limit(limits: Mapping[str, Limit], name: str, value: float) -> float | None:
    """The limit that is met next; None when there is none, or all are met already, which another check tells."""
    if name not in LIMITED:
        return None
    limit = limits[LIMITED[name]]
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
