"""What a webhook tells: one event for each version in the ledger, made of that version and the one before. Pure."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from fundfeed.records.feed import WITHDRAWN_STATUSES

DOCUMENTS = "documents"
DEAUTHORISATION = "deauthorisation"
STATUS = "authorisationStatus"


class EventType(StrEnum):
    """What happened to a fund; the most telling word for it."""

    PUBLISHED = "fund.published"
    DEAUTHORISED = "fund.deauthorised"
    DOCUMENTS_CHANGED = "fund.documents_changed"
    CHANGED = "fund.changed"

    @classmethod
    def labels(cls) -> "dict[EventType, str]":
        """Each in words."""
        return {
            cls.PUBLISHED: "a fund becomes public",
            cls.DEAUTHORISED: "a fund loses its authorisation, or will",
            cls.DOCUMENTS_CHANGED: "only documents of a fund change",
            cls.CHANGED: "anything else of a fund changes",
        }


def changed_fields(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> tuple[str, ...]:
    """The names at the top of a profile whose values differ; none for a first version."""
    if before is None:
        return ()
    names = sorted(before.keys() | after.keys())
    return tuple(name for name in names if before.get(name) != after.get(name))


def type_of(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> EventType:
    """The word for the step from one version of a profile to the next."""
    if before is None:
        return EventType.PUBLISHED
    changed = changed_fields(before, after)
    is_withdrawn = after.get(STATUS) in WITHDRAWN_STATUSES
    if (DEAUTHORISATION in changed and after.get(DEAUTHORISATION)) or (STATUS in changed and is_withdrawn):
        return EventType.DEAUTHORISED
    return EventType.DOCUMENTS_CHANGED if changed == (DOCUMENTS,) else EventType.CHANGED
