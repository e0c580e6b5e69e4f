"""`manage.py ops_check`."""

import json
import sys
from argparse import ArgumentParser
from itertools import groupby
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from cms.operations.checks.known import registered
from cms.operations.checks.running import Looked, look
from cms.operations.states import State, worst

EXIT_CODES = {State.OK: 0, State.UNKNOWN: 1, State.WARN: 1, State.BAD: 2}


class Command(BaseCommand):
    """Makes every check now; the exit code says how it stands: 0 well, 1 look at it, 2 act."""

    help = "Make every operations check now. Exit code: 0 all well, 1 something to look at, 2 something is wrong."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How to tell it."""
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Look, tell, and end with the code of the worst."""
        at = timezone.now()
        found = look(registered(), at=at)
        overall = worst(result.state for looked in found for result in looked.results)
        rows = [_row(looked, number) for looked in found for number in range(len(looked.results))]
        if options["json"]:
            told = {"at": at.isoformat(), "state": overall.value, "checks": rows}
            self.stdout.write(json.dumps(told, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(_lines(found)))
        sys.exit(EXIT_CODES[overall])


def _row(looked: Looked, number: int) -> dict[str, Any]:
    result = looked.results[number]
    return {
        "name": looked.check.name,
        "subject": result.subject,
        "group": looked.check.group.value,
        "state": result.state.value,
        "sentence": result.sentence,
        "value": result.value,
        "measure": result.measure,
        "since": result.since.isoformat() if result.since else None,
        "seconds": round(looked.seconds, 3),
        "remedy": "" if result.state == State.OK else looked.check.remedy,
    }


def _lines(found: list[Looked]) -> list[str]:
    lines = []
    for group, members in groupby(found, key=lambda looked: looked.check.group):
        lines.append(group.value.upper())
        for looked in members:
            for result in looked.results:
                name = " ".join(filter(None, (looked.check.title, result.subject)))
                lines.append(f"  {result.state.value:8}{name}: {result.sentence}")
                if result.state != State.OK:
                    lines.append(f"  {'':8}→ {looked.check.remedy} (docs/manual/operations.md#{looked.check.name})")
    return lines
