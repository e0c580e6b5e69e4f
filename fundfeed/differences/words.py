"""How differences are called, on screen and in texts."""

from collections.abc import Mapping
from typing import Any

import msgspec

from ..records.differences import Kind

HEADINGS: Mapping[Kind, str] = {
    Kind.DEAUTHORISED: "Deauthorised",
    Kind.RETRACTED: "Retracted",
    Kind.RETURNED: "Authorised again",
    Kind.ANNOUNCED: "Deauthorisation announced",
    Kind.ADDED: "New funds",
    Kind.CHANGED: "Profiles changed",
    Kind.HELD: "Held, stay as they were",
    Kind.DOCUMENT_ADDED: "New documents",
    Kind.DOCUMENT_CHANGED: "Documents changed",
    Kind.DOCUMENT_ARCHIVED: "Documents archived",
    Kind.FIGURES: "New figures",
}


def as_json_text(value: Any) -> str:
    """A field's value as JSON; "" for one that is absent."""
    return "" if value is None else msgspec.json.encode(value).decode()
