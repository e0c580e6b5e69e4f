"""`manage.py record_drill`."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from cms.operations.drills import SCENARIOS, hold_drill


class Command(BaseCommand):
    """Keeps a drill in the audit trail, with its times as the feed wrote them down."""

    help = "Record a drill that ends now: the scenario, when it began, who held it, and what was noticed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which drill."""
        parser.add_argument("scenario", type=int, choices=sorted(SCENARIOS))
        parser.add_argument("--began", required=True, help="moment with its offset, as 2026-11-22T07:00:00+08:00")
        parser.add_argument("--by", default="", help="who held it")
        parser.add_argument("--note", default="", help="what was noticed")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure, write down, tell."""
        now = timezone.now()
        began = _moment(options["began"], before=now)
        times = hold_drill(scenario=options["scenario"], began=began, ended=now, by=options["by"], note=options["note"])
        self.stdout.write(f"The drill stands in the audit trail: {times}.")


def _moment(words: str, *, before: datetime) -> datetime:
    try:
        moment = parse_datetime(words)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or moment > before:
        raise CommandError(f"--began takes a past moment with its offset, not {words!r}.")
    return moment
