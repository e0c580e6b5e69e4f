"""`manage.py backup`."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from cms.backups.services import back_up


class Command(BaseCommand):
    """Backs up database, stored files and settings; exit code 1 when it failed."""

    help = "Back up database, stored files and settings without secrets to BACKUP_URL or BACKUP_DIR, encrypted."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and tell it."""
        run = back_up(at=timezone.now())
        if run.faults:
            self.stdout.write("\n".join(["NO BACKUP.", *run.faults]))
            sys.exit(1)
        self.stdout.write(
            f"Backup {run.name}: {run.files:,} files, {run.size:,} bytes, {run.added:,} of them new,"
            f" in {run.seconds:.1f} s."
        )
        if run.locked:
            self.stdout.write(f"Older than they are kept, but locked in the store: {', '.join(run.locked)}.")
