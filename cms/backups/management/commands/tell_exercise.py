"""`manage.py tell_exercise`."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from cms.backups.services import write_down


class Command(BaseCommand):
    """Writes down a recovery that somebody practised by the manual, on another machine."""

    help = "Write down a recovery that was practised by the manual: what came back, by whom, how long it took."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What came of it."""
        parser.add_argument("name", help="the backup that came back, or the moment")
        parser.add_argument("--by", required=True, help="who did it")
        parser.add_argument(
            "--minutes", type=float, required=True, help="from the first command to the first right answer"
        )
        parser.add_argument("--lost", type=float, required=True, help="minutes of work that didn't come back")
        parser.add_argument("--fault", action="append", default=[], help="what went wrong; as often as needed")

    def handle(self, *args: Any, name: str, by: str, minutes: float, lost: float, **options: Any) -> None:
        """Keep it."""
        took, gone = timedelta(minutes=minutes), timedelta(minutes=lost)
        write_down(at=timezone.now(), name=name, by=by, took=took, lost=gone, faults=options["fault"])
        self.stdout.write(f"Written down: {name} by {by}, {minutes:g} minutes, {len(options['fault'])} faults.")
