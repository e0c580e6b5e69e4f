"""`manage.py audit verify` and `manage.py audit seal`."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

import msgspec
from django.core.management.base import BaseCommand

from cms.audit.sealing import seal
from cms.audit.verification import Verification, verify


class Command(BaseCommand):
    """Verifies the audit trail, or seals its head; the exit code is 1 when anything is wrong."""

    help = "Verify the audit trail (exit code 1 when it was tampered with), or seal its head now."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do, and how to tell it."""
        parser.add_argument("act", choices=("verify", "seal"))
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, act: str, **options: Any) -> None:
        """Do it and tell it."""
        if act == "seal":
            kept = seal()
            self.stdout.write(f"Sealed event {kept.sequence} of {kept.count}: {kept.hash} ({kept.file})")
            sys.exit(1 if kept.faults else 0)
        found = verify()
        self.stdout.write(_as_json(found) if options["json"] else _as_text(found))
        sys.exit(0 if found.is_sound else 1)


def _as_json(found: Verification) -> str:
    return json.dumps({"isSound": found.is_sound, **msgspec.to_builtins(found)}, ensure_ascii=False)


def _as_text(found: Verification) -> str:
    if found.is_sound:
        return f"Sound: {found.events} events, {found.seals} seals. Head {found.head}"
    lines = [
        f"NOT SOUND: {len(found.faults)} faults in {found.events} events. First: event {found.faults[0].sequence}."
    ]
    return "\n".join([*lines, *(f"  {fault.what}" for fault in found.faults)])
