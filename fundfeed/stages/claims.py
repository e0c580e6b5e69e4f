"""Who claims which fundId and ISIN: an identifier claimed twice holds every claimant."""

from collections.abc import Collection, Iterable, Iterator

from msgspec import Struct

from ..records.changes import PublicState
from ..records.delivery import INDEX, RecordSet
from ..records.feed import FundRecord
from ..records.findings import Finding, hold


class Claim(Struct, frozen=True, gc=False):
    """One record's claim to a fundId ("" when it names none that can be read) and to ISINs."""

    pointer: str
    fund_id: str
    isins: Collection[str]
    is_held: bool = False


def fund_claims(funds: RecordSet[FundRecord], public: PublicState) -> tuple[Claim, ...]:
    """The claims of all records of the index.

    A held record keeps its public version, and so the ISINs of that; one without a readable fundId is
    recognised by the ISINs that are its own in the public record.
    """
    good = (
        Claim(
            placed.pointer,
            placed.record.fund_id,
            frozenset(entry.isin for entry in placed.record.share_classes),
        )
        for placed in funds.records
    )
    same = (Claim(known.pointer, known.key, public.funds[known.key].isins) for known in funds.known)
    held = (_held_claim(record.pointer, record.key, record.isins, public) for record in funds.held)
    return (*good, *same, *held)


def _held_claim(pointer: str, key: str, isins: tuple[str, ...], public: PublicState) -> Claim:
    owners = {public.isin_owners[isin] for isin in isins if isin in public.isin_owners}
    owner = owners.pop() if len(owners) == 1 else ""
    fund_id = key if key in public.funds else owner or key
    own = public.funds[fund_id].isins if fund_id in public.funds else ()
    return Claim(pointer, fund_id, frozenset(isins) | frozenset(own), is_held=True)


def double_claims(claims: Iterable[Claim]) -> Iterator[Finding]:
    """A finding for every record that shares its fundId or an ISIN with another."""
    by_fund, by_isin = _Claimants(), _Claimants()
    for claim in claims:
        if claim.fund_id:
            by_fund.add(claim.fund_id, claim)
        for isin in claim.isins:
            by_isin.add(isin, claim)
    for fund_id, claimants in by_fund.several.items():
        yield from _holds("fund.double_id", "fundId", fund_id, claimants)
    for isin, claimants in by_isin.several.items():
        if len({claim.fund_id for claim in claimants}) > 1:
            yield from _holds("fund.double_isin", "ISIN", isin, claimants)


class _Claimants:
    """Who claims each value; lists are made only of those that several claim, which are few."""

    def __init__(self) -> None:
        self._first: dict[str, Claim] = {}
        self.several: dict[str, list[Claim]] = {}

    def add(self, value: str, claim: Claim) -> None:
        """Take note of a claim."""
        first = self._first.setdefault(value, claim)
        if first is not claim:
            self.several.setdefault(value, [first]).append(claim)


def foreign_claims(claims: Iterable[Claim], foreign: frozenset[str]) -> Iterator[Finding]:
    """A finding for every record that claims what another provider brought."""
    for claim in claims if foreign else ():
        for value in sorted({claim.fund_id, *claim.isins} & foreign):
            yield hold(
                "fund.foreign",
                f"{value} belongs to a fund of another provider.",
                file=INDEX,
                pointer=claim.pointer,
                subject=claim.fund_id,
                received=value,
                expected="identifiers of this provider's own funds",
            )


def _holds(code: str, what: str, value: str, claimants: list[Claim]) -> Iterator[Finding]:
    for claim in claimants:
        yield hold(
            code,
            f"{what} {value} is claimed by {len(claimants)} records.",
            file=INDEX,
            pointer=claim.pointer,
            subject=claim.fund_id,
            received=value,
            expected=f"each {what} in one record",
        )
