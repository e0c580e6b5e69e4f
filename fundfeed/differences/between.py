"""The differences that a change set makes to yesterday's records."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import msgspec

from ..records.changes import ChangeSet, Place
from ..records.delivery import DOCUMENT, Placed
from ..records.differences import Before, Difference, FieldChange, FundBefore, Kind
from ..records.feed import RETRACTED, DeauthorisationRecord, DocumentRecord, FundRecord
from ..records.figures import figures_of
from .fields import changed_fields

STATUS = "/authorisationStatus"
UNKNOWN = FundBefore("", "", "{}", "{}", None)


def between(changes: ChangeSet, before: Before) -> Iterator[Difference]:
    """Everything that `changes` does, in the order of `Kind`; what is stated again as it was is left out."""
    yield from _deauthorised(changes, before)
    yield from (
        _fund(Kind.RETRACTED, fund_id, changes, before, _status(before, fund_id, RETRACTED))
        for fund_id in changes.retracted
    )
    profiles = list(_profiles(changes, before))
    yield from (one for one in profiles if one.kind is Kind.RETURNED)
    yield from _announced(changes, before)
    for placed in changes.added:
        yield _named(Kind.ADDED, placed, changes)
    yield from (one for one in profiles if one.kind is Kind.CHANGED)
    yield from (_fund(Kind.HELD, subject, changes, before) for subject in changes.held)
    yield from sorted(_documents(changes.documents, before), key=lambda one: (one.kind, one.subject))
    for document_id in changes.documents_gone:
        yield Difference(
            kind=Kind.DOCUMENT_ARCHIVED, subject=document_id, name=_title(_decoded(before.documents.get(document_id)))
        )
    yield from _figures((*changes.changed, *changes.figures_only), changes, before)


def _deauthorised(changes: ChangeSet, before: Before) -> Iterator[Difference]:
    for record in changes.withdrawn:
        yield _fund(
            Kind.DEAUTHORISED,
            record.fund_id,
            changes,
            before,
            (*_status(before, record.fund_id, record.authorisation_status), *_statement(before, record)),
        )
    for fund_id in changes.due:
        announced = _known(before, fund_id).deauthorisation or {}
        status = announced.get("authorisationStatus", "deauthorised")
        yield _fund(Kind.DEAUTHORISED, fund_id, changes, before, _status(before, fund_id, status))


def _announced(changes: ChangeSet, before: Before) -> Iterator[Difference]:
    for record in changes.announced:
        if fields := _statement(before, record):
            yield _fund(Kind.ANNOUNCED, record.fund_id, changes, before, fields)


def _profiles(changes: ChangeSet, before: Before) -> Iterator[Difference]:
    returned = frozenset(changes.returned)
    for placed in changes.changed:
        known = _known(before, placed.record.fund_id)
        new = msgspec.json.decode(placed.canonical)
        if placed.record.fund_id in returned:
            # Its stored record still has the status from before it left, which isn't what the public sees.
            old = _decoded(known.record) | {"authorisationStatus": known.status}
            yield _named(Kind.RETURNED, placed, changes, changed_fields(old, new))
        else:
            yield _named(Kind.CHANGED, placed, changes, changed_fields(_decoded(known.record), new))


def _documents(documents: Iterable[Placed[DocumentRecord]], before: Before) -> Iterator[Difference]:
    for placed in documents:
        document_id, new = placed.record.document_id, msgspec.json.decode(placed.canonical)
        known = before.documents.get(document_id)
        fields = tuple(changed_fields(_decoded(known), new)) if known else ()
        if known is None or fields:
            yield Difference(
                kind=Kind.DOCUMENT_CHANGED if known else Kind.DOCUMENT_ADDED,
                subject=document_id,
                name=_title(new),
                file=DOCUMENT,
                pointer=placed.pointer,
                fields=fields,
            )


def _figures(funds: Iterable[Placed[FundRecord]], changes: ChangeSet, before: Before) -> Iterator[Difference]:
    for placed in funds:
        old = _decoded(_known(before, placed.record.fund_id).figures)
        if fields := tuple(_new_figures(placed.record, old)):
            yield _named(Kind.FIGURES, placed, changes, fields)


def _new_figures(fund: FundRecord, old: dict[str, Any]) -> Iterator[FieldChange]:
    """A fund size or a NAV with its date and currency is one figure, and told as one."""
    new = msgspec.to_builtins(figures_of(fund))
    if old.get("aumFund") != new.get("aumFund"):
        yield FieldChange("/aumFund", old.get("aumFund"), new.get("aumFund"))
    navs_before, navs = old.get("valuationNav", {}), new.get("valuationNav", {})
    for number, entry in enumerate(fund.share_classes):
        if navs_before.get(entry.isin) != navs.get(entry.isin):
            pointer = f"/shareClasses/{number}/valuationNav"
            yield FieldChange(pointer, navs_before.get(entry.isin), navs.get(entry.isin), entry.isin)


def _status(before: Before, fund_id: str, status: str) -> tuple[FieldChange, ...]:
    return (FieldChange(STATUS, _known(before, fund_id).status or None, status),)


def _statement(before: Before, record: DeauthorisationRecord) -> tuple[FieldChange, ...]:
    """What the provider says of the deauthorisation, where it says something new; status and fund stand elsewhere."""
    old = _known(before, record.fund_id).deauthorisation or {}
    new = msgspec.to_builtins(record)
    return tuple(changed_fields(_without_identity(old), _without_identity(new), "/deauthorisation"))


def _without_identity(statement: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in statement.items() if key not in ("fundId", "authorisationStatus")}


def _fund(
    kind: Kind, subject: str, changes: ChangeSet, before: Before, fields: Collection[FieldChange] = ()
) -> Difference:
    place = changes.places.get(subject, Place())
    return Difference(
        kind=kind,
        subject=subject,
        name=_known(before, subject).name,
        file=place.file,
        pointer=place.pointer,
        fields=tuple(fields),
    )


def _named(
    kind: Kind, placed: Placed[FundRecord], changes: ChangeSet, fields: Iterable[FieldChange] = ()
) -> Difference:
    """A fund under the name that the delivery gives it."""
    fund = placed.record
    return Difference(
        kind=kind,
        subject=fund.fund_id,
        name=fund.legal_fund_name_only["en"],
        file=changes.places.get(fund.fund_id, Place()).file,
        pointer=placed.pointer,
        fields=tuple(fields),
    )


def _known(before: Before, fund_id: str) -> FundBefore:
    return before.funds.get(fund_id, UNKNOWN)


def _title(document: dict[str, Any]) -> str:
    title = document.get("title") or {}
    return str(title.get("en") or next(iter(title.values()), ""))


def _decoded(record: str | None) -> dict[str, Any]:
    decoded: dict[str, Any] = msgspec.json.decode(record) if record else {}
    return decoded
