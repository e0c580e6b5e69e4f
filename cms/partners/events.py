"""Which events of webhooks tell one change, by the table that followers read, too. Pure."""

from typing import Final

from fundfeed.records.following import EVENTS, EventType
from fundfeed.stages.told import Told

DOCUMENTS: Final = "documents"
RANK: Final = tuple(EventType)
LABELS: Final = {
    EventType.PUBLISHED: "a fund becomes public",
    EventType.DEAUTHORISED: "a fund loses its authorisation, or will",
    EventType.NOTICE_PUBLISHED: "a fund publishes a notice to its holders",
    EventType.CHANGED: "anything else of a fund changes",
    EventType.DOCUMENTS_CHANGED: "documents of a fund come, go or change",
}


def types_of(what: Told) -> tuple[EventType, ...]:
    """The events of a step from one version to the next, the most telling one first."""
    found = {EVENTS[kind] for kind in what.kinds}
    if DOCUMENTS in what.fields:
        found.add(EventType.DOCUMENTS_CHANGED)
    if what.fields == (DOCUMENTS,):
        found.discard(EventType.CHANGED)
    return tuple(sorted(found, key=RANK.index))
