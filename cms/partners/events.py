"""Which events of webhooks tell one change, by the tables that followers read, too. Pure."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from cms.content.answers import ContentKind
from fundfeed.records.following import EVENTS, EventType
from fundfeed.stages.told import Told

DOCUMENTS: Final = "documents"
RANK: Final = tuple(EventType)


class WordsType(StrEnum):
    """What a webhook can be asked to tell of what editors and operators publish."""

    NEWS = "news.changed"
    NOTICE = "notice.changed"
    LEGAL = "legal.changed"
    INCIDENT = "incident.changed"
    MAINTENANCE = "maintenance.changed"
    CONTENT = "content.changed"


WORDS_EVENTS: Final[Mapping[ContentKind, WordsType]] = {
    "news": WordsType.NEWS,
    "notice": WordsType.NOTICE,
    "legal": WordsType.LEGAL,
    "incident": WordsType.INCIDENT,
    "maintenance": WordsType.MAINTENANCE,
    "page": WordsType.CONTENT,
    "banner": WordsType.CONTENT,
    "question": WordsType.CONTENT,
    "article": WordsType.CONTENT,
    "redirect": WordsType.CONTENT,
}
LABELS: Final[Mapping[EventType | WordsType, str]] = {
    EventType.PUBLISHED: "a fund becomes public",
    EventType.DEAUTHORISED: "a fund loses its authorisation, or will",
    EventType.NOTICE_PUBLISHED: "a fund publishes a notice to its holders",
    EventType.CHANGED: "anything else of a fund changes",
    EventType.DOCUMENTS_CHANGED: "documents of a fund come, go or change",
    WordsType.NEWS: "news is published, changed or withdrawn",
    WordsType.NOTICE: "a notice of the repository is published, changed or withdrawn",
    WordsType.LEGAL: "a version of a legal notice is published",
    WordsType.INCIDENT: "a public incident is told, goes on or is over",
    WordsType.MAINTENANCE: "maintenance is announced, moved or called off",
    WordsType.CONTENT: "any other page, banner, question, help article or redirect changes",
}


def types_of(what: Told) -> tuple[EventType, ...]:
    """The events of a step from one version to the next, the most telling one first."""
    found = {EVENTS[kind] for kind in what.kinds}
    if DOCUMENTS in what.fields:
        found.add(EventType.DOCUMENTS_CHANGED)
    if what.fields == (DOCUMENTS,):
        found.discard(EventType.CHANGED)
    return tuple(sorted(found, key=RANK.index))
