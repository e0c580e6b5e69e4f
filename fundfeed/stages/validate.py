"""Stage 4: hold every record that breaks a rule, alone or together with another."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from ..records.changes import Place, PublicState
from ..records.delivery import DEAUTHORISED, DOCUMENT, INDEX, Envelope, Known, ParsedDelivery, Placed
from ..records.document_types import OF_THE_CONTRACT, AcceptedTypes
from ..records.feed import LONGEST_DOCUMENT_ID, DeauthorisationRecord, DocumentRecord, FundRecord
from ..records.findings import Finding, hold
from .claims import Claim, double_claims, foreign_claims, fund_claims
from .rules import Breach, document_breaches, fund_breaches


class ValidDelivery(Struct, frozen=True, kw_only=True):
    """The records that may be published, beside the ids of those that stay as they are.

    `present_funds` holds every fundId that the index names, held ones included (T in section 5); `named_files`
    those that new or changed documents name, held ones included.
    """

    envelope: Envelope
    funds: tuple[Placed[FundRecord], ...]
    present_funds: frozenset[str]
    held_funds: frozenset[str]
    documents: tuple[Placed[DocumentRecord], ...]
    present_documents: frozenset[str]
    named_files: frozenset[str]
    deauthorised: tuple[Placed[DeauthorisationRecord], ...]
    places: Mapping[str, Place]
    delivered_count: int
    findings: tuple[Finding, ...]


def delivery(parsed: ParsedDelivery, public: PublicState, *, types: AcceptedTypes = OF_THE_CONTRACT) -> ValidDelivery:
    """Sort the records into those that may be published and those that are held, with a finding for each breach."""
    claims = fund_claims(parsed.funds, public)
    findings = [
        *double_claims(claims),
        *foreign_claims(claims, public.foreign),
        *_broken_funds(parsed.funds.records),
    ]
    refused = _refused(findings, parsed.funds.records, claims)
    documents, document_findings = _documents(parsed, claims, public, types)
    return ValidDelivery(
        envelope=parsed.envelope,
        funds=tuple(placed for placed in parsed.funds.records if placed.pointer not in refused),
        present_funds=frozenset(claim.fund_id for claim in claims if claim.fund_id),
        held_funds=frozenset(
            claim.fund_id or claim.pointer for claim in claims if claim.is_held or claim.pointer in refused
        ),
        documents=documents,
        present_documents=_present_documents(parsed, public),
        named_files=frozenset(placed.record.file_name for placed in parsed.documents.records),
        deauthorised=parsed.deauthorised,
        places=_places(claims, parsed.deauthorised),
        delivered_count=len(claims),
        findings=(*parsed.findings, *findings, *document_findings),
    )


def _present_documents(parsed: ParsedDelivery, public: PublicState) -> frozenset[str]:
    """The documentIds of the delivery; a record whose id can't be read may be any, so that nothing counts as gone."""
    documents = parsed.documents
    if any(not 0 < len(held.key) <= LONGEST_DOCUMENT_ID for held in documents.held):
        return public.document_ids
    return frozenset(
        [placed.record.document_id for placed in documents.records]
        + [known.key for known in documents.known]
        + [held.key for held in documents.held]
    )


def _places(claims: Iterable[Claim], deauthorised: Iterable[Placed[DeauthorisationRecord]]) -> Mapping[str, Place]:
    """Where the delivery speaks of each fund; a deauthorisation is the last word."""
    index = {claim.fund_id: Place(INDEX, claim.pointer) for claim in claims}
    return index | {placed.record.fund_id: Place(DEAUTHORISED, placed.pointer) for placed in deauthorised}


def _refused(
    findings: Iterable[Finding], records: Iterable[Placed[FundRecord]], claims: Iterable[Claim]
) -> frozenset[str]:
    """Pointers of the records that a finding is about: itself, or a place inside it."""
    named = frozenset(pointer for finding in findings for pointer in _ancestors(finding.pointer))
    if not named:
        return frozenset()
    return named & ({placed.pointer for placed in records} | {claim.pointer for claim in claims})


def _ancestors(pointer: str) -> Iterator[str]:
    while pointer:
        yield pointer
        pointer = pointer.rpartition("/")[0]


def _broken_funds(records: Iterable[Placed[FundRecord]]) -> Iterator[Finding]:
    for placed in records:
        for breach in fund_breaches(placed.record):
            yield _finding(breach, placed, INDEX, placed.record.fund_id)


def _finding(breach: Breach, placed: Placed[Any], file: str, subject: str) -> Finding:
    return hold(
        breach.code,
        breach.message,
        file=file,
        pointer=placed.where(breach.pointer),
        subject=subject,
        received=breach.received,
        expected=breach.expected,
    )


class _Targets:
    """Everything that a document may be about."""

    def __init__(self, claims: Iterable[Claim], parsed: ParsedDelivery, public: PublicState) -> None:
        umbrellas = {placed.record.umbrella.umbrella_id for placed in parsed.funds.records if placed.record.umbrella}
        self._known = {
            "fund": {claim.fund_id for claim in claims} | public.funds.keys(),
            "shareClass": {isin for claim in claims for isin in claim.isins} | public.isin_owners.keys(),
            "umbrella": umbrellas | public.umbrella_ids,
        }

    def breaches(self, document: DocumentRecord) -> Iterator[Breach]:
        """A breach for each target that neither this delivery nor the public record knows."""
        for number, target in enumerate(document.applies_to):
            if target.level in self._known and target.id not in self._known[target.level]:
                yield Breach(
                    "document.target",
                    f"/appliesTo/{number}/id",
                    target.id,
                    f"a known {target.level}",
                    f"The document is about {target.level} {target.id}, which nobody knows.",
                )


def _documents(
    parsed: ParsedDelivery, claims: Iterable[Claim], public: PublicState, types: AcceptedTypes
) -> tuple[tuple[Placed[DocumentRecord], ...], list[Finding]]:
    counts = Counter(placed.record.document_id for placed in parsed.documents.records)
    counts.update(known.key for known in parsed.documents.known)
    findings = [_double_known(known) for known in parsed.documents.known if counts[known.key] > 1]
    if not parsed.documents.records:
        return (), findings
    targets = _Targets(claims, parsed, public)
    good: list[Placed[DocumentRecord]] = []
    for placed in parsed.documents.records:
        document = placed.record
        breaches = [*document_breaches(document, types), *targets.breaches(document)]
        if counts[document.document_id] > 1 or document.document_id in public.foreign:
            breaches.append(_double_document(document))
        findings += [_finding(breach, placed, DOCUMENT, document.document_id) for breach in breaches]
        if not breaches:
            good.append(placed)
    return tuple(good), findings


def _double_known(known: Known) -> Finding:
    """A record of known bytes that isn't the only one of its id: the document stays as it is."""
    return hold(
        "document.double",
        f"{known.key} is claimed by more than one record.",
        file=DOCUMENT,
        pointer=known.pointer,
        subject=known.key,
        received=known.key,
        expected="each documentId once",
    )


def _double_document(document: DocumentRecord) -> Breach:
    return Breach(
        "document.double",
        "/documentId",
        document.document_id,
        "each documentId once",
        f"{document.document_id} is claimed by more than one record, or by another provider.",
    )
