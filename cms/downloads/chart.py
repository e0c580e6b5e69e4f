"""Downloads by day as bars: numbers for the picture, which is drawn by the page itself."""

from collections.abc import Mapping
from datetime import date, timedelta

from msgspec import Struct

WIDTH, HEIGHT, GAP = 1000, 120, 1


class Bar(Struct, frozen=True):
    """One day: its place in the picture, and what it says."""

    x: float
    y: float
    width: float
    height: float
    day: date
    count: int


def bars(counts: Mapping[date, int], *, first: date, last: date) -> list[Bar]:
    """A bar for each day from the first to the last, also for those without any."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    most = max(counts.values(), default=0) or 1
    step = WIDTH / len(days)
    return [_bar(number * step, step, counts.get(day, 0), most, day) for number, day in enumerate(days)]


def _bar(x: float, step: float, count: int, most: int, day: date) -> Bar:
    height = round(HEIGHT * count / most, 1)
    return Bar(round(x, 1), round(HEIGHT - height, 1), round(max(step - GAP, 1), 1), height, day, count)
