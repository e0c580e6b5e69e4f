"""`manage.py daily_summary`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from cms.operations.summary.writing import send, text_of


class Command(BaseCommand):
    """Prints the summary of today until now, or mails it to those who answer for the service."""

    help = "Print the daily summary; with --send mail it, once a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to mail it."""
        parser.add_argument("--send", action="store_true", help="mail it, as is done at six in the evening")

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell or mail it."""
        at = timezone.now()
        if not options["send"]:
            self.stdout.write(text_of(at=at))
            return
        sent = send(at=at)
        self.stdout.write(f"Mailed to {len(sent.recipients)} people." if sent else "Today's was mailed already.")
