"""Answers of the sample record with each list cut to two entries; a test asks for them again and compares."""

from functools import cache
from pathlib import Path
from typing import Any, Final

import msgspec
from django.conf import settings

FILE: Final = Path(__file__).with_name("examples.json")
HOST: Final = "{host}"


@cache
def kept() -> dict[str, dict[str, Any]]:
    """By operation: `asked`, the address below `/api/v1`, and `answer`, what came."""
    text = FILE.read_text().replace(HOST, settings.PUBLIC_API_URL)
    found: dict[str, dict[str, Any]] = msgspec.json.decode(text)
    return found


def of(operation: str) -> dict[str, Any]:
    """The example of an operation's answer, as OpenAPI writes it; nothing when there is none."""
    found = kept().get(operation)
    if found is None:
        return {}
    return {"examples": {"sample": {"summary": f"GET /api/v1{found['asked']}", "value": found["answer"]}}}
