"""What a webhook sends: the body of one event and its signature, as Standard Webhooks 1.0 has them. Pure."""

import base64
import hashlib
import hmac
import json
from collections.abc import Collection, Sequence
from datetime import UTC
from typing import Any, Final

import msgspec

from cms.content.answers import ContentChange
from fundfeed.records.following import EventType
from fundfeed.selectors.entries import Entry
from fundfeed.stages.told import told

from .events import WORDS_EVENTS, WordsType, types_of

PREFIX: Final = "whsec_"


class Event(msgspec.Struct, frozen=True):
    """One event: its word, and its JSON as it is sent and signed."""

    kind: EventType | WordsType
    body: str


def event(entry: Entry, *, wanted: Collection[str]) -> Event | None:
    """The event of one ledger entry for who wants these types, always in the same bytes; None when he wants none."""
    before: dict[str, Any] | None = json.loads(entry.before) if entry.before is not None else None
    after: dict[str, Any] = json.loads(entry.body)
    what = told(before, after)
    kind = next((one for one in types_of(what) if one in wanted), None)
    if kind is None:
        return None
    content = {
        "type": kind.value,
        "timestamp": entry.valid_from.astimezone(UTC).isoformat(),
        "data": {
            "sequence": entry.sequence,
            "fundId": entry.fund_id,
            "version": entry.version,
            "sha256": entry.body_sha256,
            "kinds": what.kinds,
            "changed": what.fields,
            "url": f"/api/v1/funds/{entry.fund_id}/",
        },
    }
    return Event(kind, msgspec.json.encode(content).decode())


def event_of_words(change: ContentChange, *, wanted: Collection[str]) -> Event | None:
    """The event of something published for who wants such, in the same bytes each time; None when he wants none."""
    kind = WORDS_EVENTS[change.kind]
    if kind not in wanted:
        return None
    content = {"type": kind.value, "timestamp": change.at.astimezone(UTC).isoformat(), "data": change}
    return Event(kind, msgspec.json.encode(content).decode())


def message_id(endpoint_id: int, sequence: int, *, mark: str = "") -> str:
    """The id of an event at one endpoint: the same at each attempt and each replay, so that receivers know it again."""
    return f"msg_{endpoint_id}_{mark}{sequence}"


def signed_headers(*, message: str, timestamp: int, body: bytes, secrets: Sequence[str]) -> dict[str, str]:
    """The headers with which a receiver knows that a message is ours, whole and recent; each secret signs."""
    content = f"{message}.{timestamp}.".encode() + body
    signatures = (_signature(secret, content) for secret in secrets)
    return {
        "webhook-id": message,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(f"v1,{signature}" for signature in signatures),
    }


def _signature(secret: str, content: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
