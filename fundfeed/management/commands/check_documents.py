"""`manage.py check_documents`: hash stored documents again and report what is damaged, missing or named by nobody."""

import sys
from argparse import ArgumentParser
from typing import Any

import msgspec
from django.core.management.base import BaseCommand

from fundfeed.services import check_documents


class Command(BaseCommand):
    """Exit code 1 when a stored document is damaged or missing."""

    help = "Hash stored documents again and report what is damaged, missing or named by nobody."
    requires_system_checks: tuple[str, ...] = ()  # they import the whole admin; deployment runs them

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        report = check_documents(limit=None)
        if options["json"]:
            self.stdout.write(msgspec.json.encode(report).decode())
        else:
            self.stdout.write(f"{report.checked:,} files hashed, {len(report.faults):,} faults.")
            for name, fault in report.faults.items():
                self.stdout.write(f"  {name}: {fault}")
            self.stdout.write(f"{len(report.orphans):,} files that no document names.")
        sys.exit(1 if report.faults else 0)
