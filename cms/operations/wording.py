"""Amounts of time and bytes as sentences have them."""

from datetime import datetime, timedelta

from django.template.defaultfilters import filesizeformat
from django.utils import timezone

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR


def age(span: timedelta) -> str:
    """A length of time in its largest unit: "3 days", "2 h", "5 min", "less than a minute"."""
    seconds = max(span.total_seconds(), 0)
    if seconds < MINUTE:
        return "less than a minute"
    if seconds >= 2 * DAY:
        return f"{seconds // DAY:.0f} days"
    return f"{seconds // HOUR:.0f} h" if seconds >= HOUR else f"{seconds // MINUTE:.0f} min"


def moment(at: datetime) -> str:
    """A moment in the time zone of the installation."""
    return f"{timezone.localtime(at):%-d %b, %H:%M}"


def bytes_of(count: float) -> str:
    """A number of bytes, with a space that doesn't break."""
    return str(filesizeformat(count))


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
