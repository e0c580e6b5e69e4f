"""The smallest records that keep the feed contract; tests change the one thing that they are about."""

import json
from datetime import date
from typing import Any, TypeVar

from msgspec import Raw
from stdnum import isin as isin_numbers

from fundfeed.records.changes import LastDelivery, PublicFund, PublicState
from fundfeed.records.delivery import DEAUTHORISED, DOCUMENT, INDEX, HeldRecord, ParsedDelivery, Placed
from fundfeed.records.feed import DocumentRecord, FundRecord
from fundfeed.records.figures import digest, figures_digest
from fundfeed.records.findings import Finding
from fundfeed.stages import parse
from fundfeed.stages.record import read_record

Json = dict[str, Any]
R = TypeVar("R")
TODAY = date(2026, 11, 18)


def isin(number: int) -> str:
    """A valid Irish ISIN, another one for each number."""
    base = f"IE{number:09}"
    return base + str(isin_numbers.calc_check_digit(base))


def share_class(number: int = 1, **changes: Any) -> Json:
    """A share class with the mandatory keys."""
    return {
        "isin": isin(number),
        "fullShareClassName": {"en": f"Harbour Fund {number} A"},
        "shareClassCurrency": "USD",
    } | changes


def fund(number: int = 1, **changes: Any) -> Json:
    """A fund with the mandatory keys and one share class of the same number."""
    return {
        "fundId": f"TST{number:05}",
        "legalFundNameOnly": {"en": f"Harbour Fund {number}"},
        "authorisationStatus": "authorised",
        "authorisationDate": "2012-05-01",
        "fundDomicileAlpha2": "IE",
        "fundCurrency": "USD",
        "manCo": "Harbour Management",
        "shareClasses": [share_class(number)],
    } | changes


def document(number: int = 1, **changes: Any) -> Json:
    """A document about the fund of the same number."""
    return {
        "documentId": f"DOC-{number}",
        "documentType": "PR",
        "title": {"en": "Prospectus"},
        "languages": ["en"],
        "fileName": f"{number:064x}.pdf",
        "documentDate": "2026-01-31",
        "publicationDate": "2026-02-01",
        "appliesTo": [{"level": "fund", "id": f"TST{number:05}"}],
    } | changes


def deauthorisation(number: int = 1, **changes: Any) -> Json:
    """The record of a fund that lost its authorisation today."""
    return {"fundId": f"TST{number:05}", "deauthorisationDate": TODAY.isoformat()} | changes


def manifest(key: str, records: list[Any], **head: Any) -> bytes:
    """The bytes of a manifest whose head says what it must."""
    start = {"schemaVersion": "1.0", "deliveryId": "TEST-1", "recordCount": len(records)}
    return json.dumps(start | head | {key: records}).encode()


def without(record: Json, *names: str) -> Json:
    """The record without these keys."""
    return {key: value for key, value in record.items() if key not in names}


def read(record: Any, shape: type[R], *, pointer: str = "/funds/0") -> Placed[R] | tuple[HeldRecord, Finding]:
    """What the feed makes of one record: it may be JSON text or a value that becomes JSON."""
    text = record if isinstance(record, bytes) else json.dumps(record).encode()
    file, key = (DOCUMENT, "documentId") if shape is DocumentRecord else (INDEX, "fundId")
    return read_record(Raw(text), shape, file=file, pointer=pointer, key=key)


def read_fund(record: Any = None, *, pointer: str = "/funds/0") -> Placed[FundRecord]:
    """The record as the feed reads it; it must be readable."""
    placed = read(record or fund(), FundRecord, pointer=pointer)
    assert isinstance(placed, Placed)
    return placed


def read_document(record: Any = None) -> DocumentRecord:
    """The document as the feed reads it; it must be readable."""
    placed = read(record or document(), DocumentRecord)
    assert isinstance(placed, Placed)
    return placed.record


def parsed(
    funds: list[Any] | None = None,
    documents: list[Any] | None = None,
    deauthorised: list[Any] | None = None,
    *,
    public: PublicState | None = None,
    **head: Any,
) -> ParsedDelivery:
    """A delivery of these records after parsing."""
    contents = {
        INDEX: manifest("funds", [fund()] if funds is None else funds, **head),
        DOCUMENT: manifest("documents", documents or [], **head),
        DEAUTHORISED: manifest("deauthorised", deauthorised or [], **head),
    }
    return parse.delivery(
        contents.__getitem__,
        known_funds=public.fund_sources if public else {},
        known_documents=public.document_sources if public else {},
    )


def public_fund(record: Json, *, is_withdrawn: bool = False, announced_for: date | None = None) -> PublicFund:
    """What the public record knows of a fund that was applied as this record."""
    placed = read_fund(record)
    return PublicFund(
        digest(placed.canonical),
        figures_digest(placed.record),
        tuple(entry.isin for entry in placed.record.share_classes),
        is_withdrawn,
        announced_for,
    )


def public_state(
    *funds: Json,
    withdrawn: tuple[Json, ...] = (),
    announced: tuple[tuple[Json, date], ...] = (),
    documents: tuple[Json, ...] = (),
    foreign: frozenset[str] = frozenset(),
    applied: dict[str, str] | None = None,
    last: LastDelivery | None = None,
) -> PublicState:
    """The public record after these funds and documents were applied."""
    known = {record["fundId"]: public_fund(record) for record in funds}
    known |= {record["fundId"]: public_fund(record, announced_for=on) for record, on in announced}
    listed = {read_fund(record).source_sha256: record["fundId"] for record in [*funds, *(one for one, _ in announced)]}
    known |= {record["fundId"]: public_fund(record, is_withdrawn=True) for record in withdrawn}
    return PublicState(
        funds=known,
        isin_owners={isin: fund_id for fund_id, one in known.items() for isin in one.isins},
        umbrella_ids=frozenset(one["umbrella"]["umbrellaId"] for one in funds if one.get("umbrella")),
        fund_sources=listed,
        document_sources={},
        document_ids=frozenset(one["documentId"] for one in documents),
        foreign=foreign,
        delivery_digests=applied or {},
        last=last,
    )
