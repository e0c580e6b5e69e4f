"""Answers of the sample record, as they were given; a test asks again and compares."""

from functools import cache
from pathlib import Path
from typing import Any, Final

import msgspec

FILE: Final = Path(__file__).with_name("examples.json")


@cache
def kept() -> dict[str, dict[str, Any]]:
    """By operation: `asked`, the address below `/api/v1`, and `answer`, what came."""
    found: dict[str, dict[str, Any]] = msgspec.json.decode(FILE.read_bytes())
    return found


def of(operation: str) -> dict[str, Any]:
    """The example of an operation's answer, as OpenAPI writes it; nothing when there is none."""
    found = kept().get(operation)
    if found is None:
        return {}
    return {"examples": {"sample": {"summary": f"GET /api/v1{found['asked']}", "value": found["answer"]}}}
