"""`manage.py replay_run RUN`: take a run's bytes again without writing anything, and say what would change."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from fundfeed.differences.as_json import preview_as_json
from fundfeed.differences.as_text import preview_as_text
from fundfeed.models import FeedRun
from fundfeed.services import NothingToReplayError, replay


class Command(BaseCommand):
    """Exit codes are those that `sync_feed` would end with: 0, 10, 20 or 30; 1 when there is nothing to replay."""

    help = "Dry run: what the bytes of a run would do to what is public now. " + (__doc__ or "")
    requires_system_checks: tuple[str, ...] = ()  # they import the whole admin; deployment runs them

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("run", type=int, help="number of the run")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        run = FeedRun.objects.filter(pk=options["run"]).select_related("delivery__provider").first()
        if run is None:
            raise CommandError(f"There is no run {options['run']}.")
        try:
            found = replay(run=run)
        except NothingToReplayError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(preview_as_json(found) if options["json"] else preview_as_text(found))
        sys.exit(found.exit_code)
