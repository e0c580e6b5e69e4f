"""The hash of an event, as anybody computes it outside the database."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final

GENESIS: Final = "0" * 64
FIELDS: Final = (
    *("previous_hash", "sequence", "at", "action", "actor_id", "actor", "address", "object_type", "object_id"),
    *("label", "data", "comment", "role", "source", "source_id"),
)


def event_hash(event: Mapping[str, Any]) -> str:
    """SHA-256 over the JSON array of the event's fields; `data` goes in as the text that PostgreSQL writes for it."""
    stated = [_stated(event[name]) for name in FIELDS]
    text = json.dumps(stated, ensure_ascii=False, separators=(", ", ": "))
    return sha256(text.encode()).hexdigest()


def _stated(value: Any) -> Any:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ") if isinstance(value, datetime) else value
