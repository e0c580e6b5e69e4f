"""What a delivery would change, and the verdict on it."""

from collections.abc import Mapping
from datetime import date, datetime

from msgspec import Struct

from .delivery import Placed
from .feed import DeauthorisationRecord, DocumentRecord, FundRecord


class PublicFund(Struct, frozen=True, gc=False):
    """What the public record holds of one fund, as far as comparing needs it."""

    record_sha256: str
    figures_sha256: str
    isins: tuple[str, ...]
    is_withdrawn: bool
    deauthorisation_date: date | None


class LastDelivery(Struct, frozen=True):
    """The delivery that was applied last."""

    delivery_id: str
    generated_at: datetime | None
    data_digest: str


class PublicState(Struct, frozen=True):
    """Yesterday: everything that a delivery is compared with.

    `foreign` holds the fundIds, ISINs and documentIds that belong to other providers.
    """

    funds: Mapping[str, PublicFund]
    isin_owners: Mapping[str, str]
    umbrella_ids: frozenset[str]
    fund_sources: Mapping[str, str]
    document_sources: Mapping[str, str]
    document_ids: frozenset[str]
    foreign: frozenset[str]
    delivery_digests: Mapping[str, str]
    last: LastDelivery | None

    @property
    def listed(self) -> frozenset[str]:
        """Ids of the funds that are public and authorised (Y in section 5)."""
        return frozenset(fund_id for fund_id, fund in self.funds.items() if not fund.is_withdrawn)


class Place(Struct, frozen=True, gc=False):
    """Where a delivery speaks of a fund: the file and the JSON pointer in it."""

    file: str = ""
    pointer: str = ""


class Ruling(Struct, frozen=True, kw_only=True):
    """What two people decided to do with a delivery, and why; `reference` is the decision's name where it was taken."""

    is_roll_back: bool
    by: str
    approved_by: str
    reason: str
    reference: str = ""


class ChangeSet(Struct, frozen=True, kw_only=True):
    """What applying the delivery would do; ids are fundIds unless they say otherwise.

    `withdrawn` lose their authorisation now, `due` lost it by an earlier announcement whose day has come,
    `announced` will lose it later; `retracted` were published by what is rolled back; `reread` are the same
    in other bytes, or read in another way. `places` says where the
    delivery speaks of each fund.
    """

    added: tuple[Placed[FundRecord], ...] = ()
    changed: tuple[Placed[FundRecord], ...] = ()
    figures_only: tuple[Placed[FundRecord], ...] = ()
    reread: tuple[Placed[FundRecord], ...] = ()
    returned: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    withdrawn: tuple[DeauthorisationRecord, ...] = ()
    due: tuple[str, ...] = ()
    announced: tuple[DeauthorisationRecord, ...] = ()
    retracted: tuple[str, ...] = ()
    documents: tuple[Placed[DocumentRecord], ...] = ()
    documents_gone: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    places: Mapping[str, Place] = {}
    public_count: int = 0
    delivered_count: int = 0

    def counts(self) -> dict[str, int]:
        """How many of each, for the run's record."""
        return {
            "funds": self.delivered_count,
            "added": len(self.added),
            "changed": len(self.changed),
            "figures": len(self.figures_only),
            "deauthorised": len(self.withdrawn) + len(self.due),
            "announced": len(self.announced),
            "returned": len(self.returned),
            "held": len(self.held),
            "documents": len(self.documents),
            "documents_gone": len(self.documents_gone),
        }


class Limit(Struct, frozen=True):
    """A guard's limit; it trips when both the count and the share are exceeded."""

    count: int
    share: float


class Measure(Struct, frozen=True):
    """One measured value beside its limit."""

    name: str
    count: int
    share: float
    limit: Limit | None
    is_tripped: bool


class Verdict(Struct, frozen=True):
    """All measures, also when they pass, so that limits can be tuned from history."""

    measures: tuple[Measure, ...]

    @property
    def tripped(self) -> tuple[Measure, ...]:
        """The measures beyond their limit."""
        return tuple(measure for measure in self.measures if measure.is_tripped)
