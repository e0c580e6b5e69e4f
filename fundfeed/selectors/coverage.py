"""Which expected documents the listed funds have: by page, and in numbers."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import reduce
from operator import and_, or_

import msgspec
from django.db.models import Count, Q, QuerySet
from django.db.models.fields.json import KT
from msgspec import Struct

from ..models import DocumentType, ListedFund, PublishedFund
from ..records import coverage as records
from ..records.coverage import (
    GRACE,
    LANGUAGES,
    CoverageCount,
    CoverageDocument,
    CoverageEntry,
    Expected,
    FundCoverage,
)
from ..records.feed import LanguageMap
from ..records.public import PublishedDocument, Total
from .keys import capped, cut

LATE, IN_TIME = ("overdue", "missing"), ("current", "awaited")
STATES = (*IN_TIME, *LATE)
Kind = tuple[Expected, str]


class CoverageQuery(Struct, frozen=True, kw_only=True):
    """Which expected documents are asked for on a day, and of which funds; empty values and None ask for all funds."""

    today: date
    kinds: tuple[Kind, ...]
    fund_groups: tuple[str, ...] = ()
    is_overdue: bool | None = None


class CoveragePage(Struct, frozen=True):
    """One page, and the fundIds at its ends where more lie beyond them."""

    funds: tuple[FundCoverage, ...]
    before: tuple[str] | None
    after: tuple[str] | None


class _Body(Struct, rename="camel"):
    """What is read of a public body."""

    fund_id: str
    legal_fund_name_only: LanguageMap
    documents: tuple[PublishedDocument, ...]
    authorisation_date: date
    fund_group_name: LanguageMap | None = None


def expected_types() -> tuple[Expected, ...]:
    """What each fund is expected to have, by the table of document types, in the order of codes."""
    rows = DocumentType.objects.filter(is_expected=True, is_retired=False).order_by("code")
    return tuple(Expected(*row) for row in rows.values_list("code", "expected_every_days"))


def kinds_among(
    expected: Iterable[Expected], *, types: Collection[str] = (), languages: Collection[str] = ()
) -> tuple[Kind, ...]:
    """These types, each in all languages; those that are named when any are."""
    return tuple(
        (one, language)
        for one in expected
        for language in LANGUAGES
        if (not types or one.document_type in types) and (not languages or language in languages)
    )


def page(query: CoverageQuery, *, size: int, key: str = "", is_backward: bool = False) -> CoveragePage:
    """The `size` funds after the one with this fundId, or before it."""
    rows = matching(query).order_by("-fund_id" if is_backward else "fund_id")
    if key:
        rows = rows.filter(**{"fund_id__lt" if is_backward else "fund_id__gt": key})
    found = [(fund_id, fund_id) for fund_id in rows.values_list("fund_id", flat=True)[: size + 1]]
    part = cut(found, size=size, is_backward=is_backward, is_first=not key)
    return CoveragePage(funds=_told(part.contents, query), before=part.before, after=part.after)


def total(query: CoverageQuery) -> Total:
    """How many funds match, counted up to 1,000."""
    return capped(matching(query))


def totals(query: CoverageQuery) -> tuple[CoverageCount, ...]:
    """How many of the funds are in which state, by type and language."""
    counts = {
        f"{state}_{_day(*kind)}": Count("pk", filter=in_state(state, *kind, today=query.today))
        for kind in query.kinds
        for state in STATES
    }
    counted = matching(query).aggregate(**counts)
    return tuple(
        CoverageCount(
            document_type=kind[0].document_type,
            language=kind[1],
            **{state: counted[f"{state}_{_day(*kind)}"] for state in STATES},
        )
        for kind in query.kinds
    )


def matching(query: CoverageQuery) -> QuerySet[ListedFund]:
    """The funds that match; withdrawn ones owe nobody a document."""
    rows = with_days(ListedFund.objects.filter(is_withdrawn=False), query.kinds)
    if query.fund_groups:
        rows = rows.filter(fund_group__in=query.fund_groups)
    if query.is_overdue is None:
        return rows
    parts = [_either(LATE if query.is_overdue else IN_TIME, kind, query.today) for kind in query.kinds]
    if not parts:  # nothing is expected, so nothing is overdue
        return rows.none() if query.is_overdue else rows
    return rows.filter(reduce(or_ if query.is_overdue else and_, parts))


def with_days(rows: QuerySet[ListedFund], kinds: Iterable[Kind]) -> QuerySet[ListedFund]:
    """The rows with the day of each of these documents, by which conditions ask."""
    return rows.alias(**{_day(*kind): KT(f"document_days__{kind[0].document_type}__{kind[1]}") for kind in kinds})


def in_state(state: str, expected: Expected, language: str, *, today: date) -> Q:
    """The funds for which this document is in this state: `records.coverage.state` as a condition."""
    day = _day(expected, language)
    if state in {"missing", "awaited"}:
        first = today - timedelta(days=expected.every_days) - GRACE if expected.every_days else today
        compared = "authorisation_date__lt" if state == "missing" else "authorisation_date__gte"
        return Q(**{f"{day}__isnull": True, compared: first})
    if expected.every_days is None:
        return Q(**{f"{day}__isnull": False}) if state == "current" else Q(pk__in=[])
    first = today - timedelta(days=expected.every_days) - GRACE
    return Q(**{f"{day}__lt" if state == "overdue" else f"{day}__gte": first.isoformat()})


def _either(states: Iterable[str], kind: Kind, today: date) -> Q:
    return reduce(or_, (in_state(state, *kind, today=today) for state in states))


def _day(expected: Expected, language: str) -> str:
    """What a condition calls the day of this document."""
    return f"day_{expected.document_type}_{language.replace('-', '_')}".lower()


def _told(fund_ids: Sequence[str], query: CoverageQuery) -> tuple[FundCoverage, ...]:
    bodies = PublishedFund.objects.filter(pk__in=fund_ids).order_by("pk").values_list("body", flat=True)
    return tuple(_fund(msgspec.json.decode(body, type=_Body), query) for body in bodies)


def _fund(body: _Body, query: CoverageQuery) -> FundCoverage:
    found = records.newest(body.documents)
    entries = tuple(_entry(kind, found, body, query.today) for kind in query.kinds)
    return FundCoverage(
        fund_id=body.fund_id,
        legal_fund_name_only=body.legal_fund_name_only,
        fund_group_name=body.fund_group_name,
        is_overdue=any(entry.state in LATE for entry in entries),
        documents=entries,
    )


def _entry(kind: Kind, found: Mapping[tuple[str, str], PublishedDocument], body: _Body, today: date) -> CoverageEntry:
    expected, language = kind
    document = found.get((expected.document_type, language))
    newest_day = document.document_date if document else None
    due = records.due_on(expected, newest_day=newest_day, authorised_on=body.authorisation_date)
    return CoverageEntry(
        document_type=expected.document_type,
        language=language,
        state=records.state(newest_day=newest_day, due=due, today=today),
        due_on=due,
        newest=_document(document) if document else None,
    )


def _document(document: PublishedDocument) -> CoverageDocument:
    return CoverageDocument(
        document_id=document.document_id,
        document_date=document.document_date,
        publication_date=document.publication_date,
        sha256=document.sha256,
        url=document.url,
    )
