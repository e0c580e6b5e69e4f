"""The two orders that webhooks are told: facts are the ledger, words what editors and operators publish."""

from collections.abc import Callable, Collection, Iterator
from typing import Final, NamedTuple

from cms.content import told
from fundfeed.selectors.entries import entries_after, head_sequence
from fundfeed.selectors.followed import LAST, Place

from .models import WebhookDelivery
from .webhook_body import Event, event, event_of_words

AHEAD: Final = 500
Read = tuple[int, Event | None]


class Stream(NamedTuple):
    """One order: where it ends, what follows a place, and the fields in which an endpoint keeps its places."""

    name: WebhookDelivery.Stream
    mark: str
    head: Callable[[], int]
    after: Callable[[int, Collection[str]], Iterator[Read]]
    told_upto: str
    replayed_upto: str


def _facts(sequence: int, wanted: Collection[str]) -> Iterator[Read]:
    return ((entry.sequence, event(entry, wanted=wanted)) for entry in entries_after(sequence, most=AHEAD))


def _words(sequence: int, wanted: Collection[str]) -> Iterator[Read]:
    found = told.changes_after(Place(sequence, ""), until=Place(LAST, ""), kinds=(), size=AHEAD)
    return ((change.sequence, event_of_words(change, wanted=wanted)) for change in found.changes)


FACTS: Final = Stream(
    name=WebhookDelivery.Stream.FACTS,
    mark="",
    head=head_sequence,
    after=_facts,
    told_upto="told_upto",
    replayed_upto="replayed_upto",
)
WORDS: Final = Stream(
    name=WebhookDelivery.Stream.WORDS,
    mark="c",
    head=lambda: told.WORDS.head().sequence,
    after=_words,
    told_upto="content_told_upto",
    replayed_upto="content_replayed_upto",
)
STREAMS: Final = (WORDS, FACTS)
