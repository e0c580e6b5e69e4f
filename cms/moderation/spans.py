"""How long something lasts, as people say it, and whether it is over."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final

HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
TOLD_IN_HOURS: Final = 2 * DAY
UNITS: Final = (("day", DAY), ("hour", HOUR), ("minute", timedelta(minutes=1)))


def in_words(span: timedelta) -> str:
    """“26 hours”, “12 days”, “1 hour 30 minutes”: in hours below two days, and nothing smaller than a minute."""
    return " ".join(_parts(span)) or "less than a minute"


def _parts(left: timedelta) -> Iterator[str]:
    for unit, size in UNITS if left >= TOLD_IN_HOURS else UNITS[1:]:
        how_many, left = divmod(left, size)
        if how_many:
            yield f"{how_many} {unit}{'' if how_many == 1 else 's'}"


def length_of(thing: Any) -> timedelta | None:
    """From `starts_at` to `ends_at` of a thing that has both."""
    starts_at, ends_at = getattr(thing, "starts_at", None), getattr(thing, "ends_at", None)
    return ends_at - starts_at if starts_at and ends_at else None


def is_over(ends_at: datetime | None, *, at: datetime) -> bool:
    """Whether it ended before `at`; what has no end never does."""
    return ends_at is not None and ends_at <= at
