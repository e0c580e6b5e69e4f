"""`manage.py verify_ledger`: recomputes the ledger, its tree and what followers are told, and says where it breaks."""

import sys
from argparse import ArgumentParser
from typing import Any

import msgspec
from django.core.management.base import BaseCommand

from fundfeed.services import verify_ledger


class Command(BaseCommand):
    """Exit code 1 when anything is missing, altered or too much."""

    help = "Recompute the ledger, its tree, its heads and what followers are told; exit code 1 when anything is wrong."
    requires_system_checks: tuple[str, ...] = ()  # they import the whole admin; deployment runs them

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        report = verify_ledger()
        if options["json"]:
            self.stdout.write(msgspec.json.encode(report).decode())
        elif report.faults:
            self.stdout.write("\n  ".join([f"BROKEN. {len(report.faults)} faults:", *report.faults]))
        else:
            self.stdout.write(f"Sound: {report.entries:,} entries, {report.heads:,} heads.")
        sys.exit(1 if report.faults else 0)
