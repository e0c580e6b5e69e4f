"""The real clock."""

from datetime import datetime

from django.utils import timezone


class SystemClock:
    """The machine's clock, in the project's time zone."""

    def now(self) -> datetime:
        """The current time, with its offset."""
        return timezone.localtime()
