"""A batch of funds made ready for the database, in a thread of its own while the batch before it is stored."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from ..models import Delivery, FundVersion, ListedFund, ListedVersion, PublicChange, PublishedFund
from ..models.packing import Packed, Packing
from . import chain, past, tell
from .listing import LISTED_FIELDS
from .publishable import Known, Publishable, publishable

PUBLISHED_FIELDS = ("fund", "version", "etag", "body")


class Batch(Struct, frozen=True):
    """Everything that is stored of some funds: in packets what is new, as they are those that had a version before.

    `versions` and `past` hold a row for each new version, `published` and `listed` one for each fund that had none.
    `told` holds what followers are told of each new version, if it can be told without the versions before: None where
    one of the funds had one.
    """

    versions: Packed
    past: Packed
    published: Packed
    listed: Packed
    told: Packed | None
    again: Sequence[Publishable]
    words: frozenset[str]

    @property
    def followed(self) -> list[str]:
        """The funds whose version before ends with this one."""
        return [entry.profile.fund_id for entry in self.again if entry.ledger_body is not None]


class Preparing:
    """What makes batches, one after the other: the chain goes from each to the next."""

    def __init__(self, delivery: Delivery, head: chain.Head) -> None:
        self._delivery, self._head = delivery, head
        self._versions = Packing(FundVersion, chain.VERSION_FIELDS)
        self._past = Packing(ListedVersion, past.FIELDS)
        self._published = Packing(PublishedFund, PUBLISHED_FIELDS)
        self._listed = Packing(ListedFund, LISTED_FIELDS)
        self._told = Packing(PublicChange, tell.FIELDS)

    def batch(self, known: Iterable[Known]) -> Batch:
        """These funds, made ready; asks the database nothing."""
        funds = [publishable(fund) for fund in known]
        fresh = [entry for entry in funds if entry.ledger_body is not None]
        first = [entry for entry in fresh if entry.is_first]
        last = self._head.sequence
        entries = list(chain.rows(fresh, self._delivery, self._head))
        return Batch(
            versions=self._versions.packed(entries),
            past=self._past.packed(past.rows(_numbered(fresh, last), LISTED_FIELDS, [entry.listed for entry in fresh])),
            published=self._published.packed(entry.published for entry in first),
            listed=self._listed.packed(entry.listed for entry in first),
            told=self._told.packed(tell.first_versions(entries)) if len(first) == len(fresh) else None,
            again=[entry for entry in funds if not entry.is_first],
            words=frozenset(word for entry in funds for word in entry.words),
        )


def _numbered(fresh: Iterable[Publishable], last: int) -> list[past.Entry]:
    """The new versions as entries of the ledger that follow this one."""
    return [
        past.Entry(number, entry.publication.published_at, entry.profile)
        for number, entry in enumerate(fresh, start=last + 1)
    ]
