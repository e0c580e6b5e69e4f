"""Reads the answer of `manage.py sync_feed --json` for people."""

import json
from pathlib import Path
from typing import Any

MEANINGS = {
    0: "the delivery is public",
    10: "the delivery is not there or not complete: nothing changed, the next run tries again",
    20: "the delivery can't be read or contradicts itself: nothing changed, the provider must send another",
    30: "the delivery is readable but outside the limits: nothing changed, people decide about it",
    1: "the run failed unexpectedly: nothing changed, the log says why",
}
_SHOWN_FINDINGS = 5


def read_answer(path: Path) -> dict[str, Any]:
    """The JSON object that the command printed; empty when it printed none."""
    try:
        answer = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return answer if isinstance(answer, dict) else {}


def headline(answer: dict[str, Any], *, code: int) -> str:
    """One sentence about the run: outcome, reason, numbers."""
    outcome = str(answer.get("outcome", "no outcome")).replace("_", " ")
    reason = f" ({answer['reason']})".replace("_", " ") if answer.get("reason") else ""
    counts = ", ".join(f"{value} {_words(name)}" for name, value in _counts(answer).items())
    numbers = f": {counts}" if counts else ""
    return f"{outcome}{reason}{numbers} — {MEANINGS.get(code, f'exit code {code}')}"


def finding_lines(answer: dict[str, Any]) -> list[str]:
    """The first findings, one a line, and how many more there are."""
    findings = answer.get("findings") or []
    lines = [
        f"    {finding.get('severity', '')} {finding.get('code', '')}: {finding.get('message', '')}"
        for finding in findings[:_SHOWN_FINDINGS]
    ]
    more = len(findings) - len(lines)
    return [*lines, f"    … and {more} more"] if more > 0 else lines


def _counts(answer: dict[str, Any]) -> dict[str, int]:
    counts = answer.get("counts") or {}
    return {name: value for name, value in counts.items() if isinstance(value, int) and value}


def _words(name: str) -> str:
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).replace("_", " ")
