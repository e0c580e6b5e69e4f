"""How far the machine and the database were used, on average and at most, from the hours that rounds measured."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from django.db.models import Max, Sum
from django.db.models.functions import TruncDate
from msgspec import Struct

from ..limits import MEASURES, Limit
from ..models import MeasuredHour
from ..served.periods import Period, midnight
from .values import Figure, Value, shown

UTILISED: Final = ("processor_percent", "memory_percent", "connections_percent", "disk_percent")


class _Day(Struct, frozen=True):
    """What was read of one measure on one day."""

    measure: str
    day: date
    readings: int
    total: float
    highest: float


def utilisation(wanted: Sequence[Period], limits: Mapping[str, Limit]) -> list[Figure]:
    """Two lines for each measure, in one query."""
    days = [_Day(*row) for row in _rows(wanted[-1])]
    return [figure for measure in UTILISED for figure in _figures(measure, days, wanted, limits[measure])]


def _rows(earliest: Period) -> Iterator[tuple[str, date, int, float, float]]:
    hours = MeasuredHour.objects.filter(hour__gte=midnight(earliest.first), measure__in=UTILISED)
    by_day = hours.annotate(day=TruncDate("hour")).order_by().values_list("measure", "day")
    yield from by_day.annotate(Sum("readings"), Sum("total"), Max("highest"))


def _figures(measure: str, days: Sequence[_Day], wanted: Sequence[Period], limit: Limit) -> Iterator[Figure]:
    columns = [[one for one in days if one.measure == measure and period.holds(one.day)] for period in wanted]
    averages = [sum(o.total for o in c) / sum(o.readings for o in c) if c else None for c in columns]
    highest = [max((one.highest for one in column), default=None) for column in columns]
    title = MEASURES[measure].title.capitalize()
    for name, word, numbers in (("average", "on average", averages), ("highest", "at most", highest)):
        values = [_value(number, limit) for number in numbers]
        yield Figure(f"{measure}_{name}", f"{title}, {word}", "%", limit, values)


def _value(number: float | None, limit: Limit) -> Value:
    if number is None:
        return Value(None, "–")
    return Value(number, shown(number, "%", 1), limit.state(number))
