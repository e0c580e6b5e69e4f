"""Days, weeks and months to report about, the present one first."""

from datetime import date, datetime, timedelta
from typing import Final

from django.utils import timezone
from msgspec import Struct

DAY: Final = timedelta(days=1)
KINDS: Final = {"day": ("Days", 7), "week": ("Weeks", 6), "month": ("Months", 6)}


class Period(Struct, frozen=True):
    """From the beginning of its first day until the beginning of the day after its last."""

    label: str
    first: date
    after: date

    def holds(self, day: date) -> bool:
        """Whether a day is one of its."""
        return self.first <= day < self.after


def periods(kind: str, *, today: date) -> list[Period]:
    """The last ones of a kind, the present one first: it isn't over yet."""
    _, count = KINDS[kind]
    found = [_period(kind, today)]
    while len(found) < count:
        found.append(_period(kind, found[-1].first - DAY))
    return found


def _period(kind: str, day: date) -> Period:
    """The one that a day belongs to; weeks begin on Monday."""
    if kind == "day":
        return Period(f"{day:%-d %b}", day, day + DAY)
    if kind == "week":
        monday = day - timedelta(days=day.weekday())
        return Period(f"Week of {monday:%-d %b}", monday, monday + timedelta(days=7))
    first = day.replace(day=1)
    return Period(f"{first:%b %Y}", first, (first + timedelta(days=31)).replace(day=1))


def midnight(day: date) -> datetime:
    """When a day begins in the time zone of the installation."""
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))
