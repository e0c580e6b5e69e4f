"""`manage.py validate_delivery`: what the feed would say of a delivery, before it is sent."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from fundfeed.adapters.clock import SystemClock
from fundfeed.validator import command


class Command(BaseCommand):
    """The same check as `python -m fundfeed validate`; it reads no database."""

    requires_system_checks: tuple[str, ...] = ()  # they import the whole admin
    help = f"Check a delivery before sending it. {command.EXIT_CODES_HELP}"

    def add_arguments(self, parser: ArgumentParser) -> None:
        command.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        code, told = command.answer(options, at=SystemClock().now())
        self.stdout.write(told)
        sys.exit(code)
