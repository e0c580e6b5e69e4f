"""`manage.py smoke`."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from cms.operations.smoke import smoke

PATIENCE = 20.0


class Command(BaseCommand):
    """Tries everything once, from outside where readers and partners come from; 0 when all of it works, else 1."""

    help = "Try everything once after a deployment or a restart. Exit code: 0 all works, 1 something doesn't."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How to tell it, and how patient to be."""
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument("--patience", type=float, default=PATIENCE, help="seconds for an order to be carried out")

    def handle(self, *args: Any, **options: Any) -> None:
        """Try, tell, and end with the code."""
        steps = list(smoke(patience=options["patience"]))
        is_well = not any(step.trouble for step in steps)
        if options["json"]:
            tried = [{"name": step.name, "trouble": step.trouble} for step in steps]
            self.stdout.write(json.dumps({"ok": is_well, "steps": tried}, ensure_ascii=False))
        else:
            for step in steps:
                self.stdout.write(f"  {'works' if not step.trouble else 'FAILS':7}{step.name}{_why(step.trouble)}")
        sys.exit(0 if is_well else 1)


def _why(trouble: str) -> str:
    return f": {trouble}" if trouble else ""
