"""Several may run it, on as many machines: one keeps the schedule, the others wait for its end."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cms.celery import app
from cms.operations.leader import lead


class Command(BaseCommand):
    """Wake the workers on schedule, as the only one who does."""

    help = "Keeps the schedule, like `celery beat`, as the only one of all that run this; the others stand by."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--schedule", default="/tmp/schedule", help="file that says what was last due")  # noqa: S108

    def handle(self, *_: Any, schedule: str, **options: Any) -> None:
        lead()
        app.Beat(schedule=schedule, pidfile="").run()
