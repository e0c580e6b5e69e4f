"""`manage.py capacity_report`."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from cms.operations.capacity import report


class Command(BaseCommand):
    """Prints what grows, by how much a month, and when it meets its limit."""

    help = "Print what grows, by how much a month, and the day on which it meets its limit if it goes on so."

    def handle(self, *args: Any, **options: Any) -> None:
        """One line for each thing."""
        for row in report(today=timezone.localdate()):
            when = f"meets {row.limit} on {row.reached:%-d %B %Y}" if row.reached else ""
            grows = f"{row.monthly} a month" if row.monthly else f"{row.days} of 7 days measured"
            self.stdout.write(f"{row.state.value:8}{row.title:40}{row.now:>14}  {grows:24}{when}".rstrip())
