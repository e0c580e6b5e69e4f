"""`manage.py restore_drill`."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from cms.backups.services import practise


class Command(BaseCommand):
    """Restores a backup beside the live installation and compares; exit code 1 when anything is wrong."""

    help = "Restore a backup into a scratch database, compare it with what was backed up, and drop it again."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which backup, and how far."""
        parser.add_argument("name", nargs="?", default="", help="the backup; the last one by default")
        parser.add_argument("--verify-only", action="store_true", help="measure every file; restore nothing")

    def handle(self, *args: Any, name: str, verify_only: bool, **options: Any) -> None:
        """Do it and tell it."""
        run = practise(at=timezone.now(), name=name, is_restored=not verify_only)
        if run.faults:
            self.stdout.write("\n  ".join([f"NOT WELL: backup {run.name}.", *run.faults]))
            sys.exit(1)
        what = "every file is what was written" if verify_only else "restored, and equal"
        self.stdout.write(f"Backup {run.name}: {what}; {run.age_seconds:.0f} s old, took {run.seconds:.1f} s.")
