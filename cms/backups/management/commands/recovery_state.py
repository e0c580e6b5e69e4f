"""`manage.py recovery_state`."""

from typing import Any

import msgspec
from django.core.management.base import BaseCommand

from cms.backups.state import looked


class Command(BaseCommand):
    """Prints as one JSON object what an installation says of itself, ledger and audit trail verified."""

    help = "Print what this installation says of itself, as a restore drill compares it."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Look and tell."""
        self.stdout.write(msgspec.json.encode(looked()).decode())
