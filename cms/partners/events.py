"""What a webhook tells: one event for each version in the ledger, in the words that followers read, too. Pure."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from fundfeed.stages.told import Told

DOCUMENTS = "documents"
DEAUTHORISATION = "deauthorisation"
LEFT = frozenset({"deauthorised", "retracted"})


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


def type_of(what: Told, after: Mapping[str, Any]) -> EventType:
    """The word for the step to this version of a profile, of which followers are told so."""
    if "published" in what.kinds:
        return EventType.PUBLISHED
    is_announced = DEAUTHORISATION in what.fields and after.get(DEAUTHORISATION)
    if is_announced or LEFT.intersection(what.kinds):
        return EventType.DEAUTHORISED
    return EventType.DOCUMENTS_CHANGED if what.fields == (DOCUMENTS,) else EventType.CHANGED
