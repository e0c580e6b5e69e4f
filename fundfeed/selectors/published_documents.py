"""Documents as they are or were public: lists, all that is known of some bytes, and a fund's documents.

PostgreSQL puts each answer's JSON together from the bodies that publication stored.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec
from django.db.models import QuerySet, TextField
from django.db.models.expressions import RawSQL
from msgspec import Struct

from ..models import DocumentPublication, PublishedFund
from ..records import documents as records
from ..records.public import Total
from .fund_documents import REACHED
from .keys import beyond, capped, cut, ordered

MOMENT = """to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')"""
ITEM = f"""
    fundfeed_documentpublication.body || jsonb_strip_nulls(jsonb_build_object(
        'status', fundfeed_documentpublication.status,
        'isLatest', fundfeed_documentpublication.is_latest,
        'firstPublishedAt', {MOMENT.format("fundfeed_documentpublication.first_published_at")},
        'endedAt', {MOMENT.format("fundfeed_documentpublication.ended_at")}
    ))
"""
LINKS = """
    coalesce((
        SELECT jsonb_agg(jsonb_build_object(
            'documentId', other.document_id, 'sha256', other.sha256, 'url', other.body -> 'url', 'status', other.status
        ) ORDER BY other.publication_date DESC, other.id DESC)
        FROM fundfeed_documentpublication AS other WHERE {condition}
    ), '[]'::jsonb)
"""
SAME = """
    OR other.document_id = fundfeed_documentpublication.document_id
        AND other.first_published_at {order} fundfeed_documentpublication.first_published_at
"""
SUPERSEDES = LINKS.format(
    condition="other.document_id = nullif(fundfeed_documentpublication.supersedes, '')" + SAME.format(order="<")
)
SUPERSEDED_BY = LINKS.format(
    condition="other.supersedes = fundfeed_documentpublication.document_id AND other.supersedes <> ''"
    + SAME.format(order=">")
)
VERSION = f"{ITEM} || jsonb_build_object('supersedes', {SUPERSEDES}, 'supersededBy', {SUPERSEDED_BY})"
MOST_FUNDS = 100
AT_FUNDS = f"""
    {VERSION} || (
        SELECT jsonb_build_object(
            'fundIds', to_jsonb(coalesce((array_agg(fund_id ORDER BY fund_id))[1:{MOST_FUNDS}], ARRAY[]::varchar[])),
            'fundCount', count(*)
        )
        FROM ({REACHED.format(condition="target.document_id = fundfeed_documentpublication.document_id")}) AS reached
    )
"""  # noqa: S608 - constants of these modules
OF_FUND = f"SELECT document_id FROM ({REACHED.format(condition='fund.fund_id = %s')}) AS reached"  # noqa: S608
# A share class has the documents of its fund, and not those that reach the fund by other share classes alone.
OF_ITS_FUND = """
    fund.fund_id = (SELECT fund_id FROM fundfeed_shareclass WHERE isin = %s)
    AND (target.level <> 'shareClass' OR target.target_id = %s)
"""
OF_SHARE_CLASS = f"SELECT document_id FROM ({REACHED.format(condition=OF_ITS_FUND)}) AS reached"  # noqa: S608
LEGS = REACHED.count("{condition}")
KEYS = ("publication_date", "id")


class DocumentQuery(Struct, frozen=True, kw_only=True):
    """What is asked for; None and empty values ask for nothing."""

    fund_id: str = ""
    isin: str = ""
    document_types: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    date_from: date | None = None
    date_to: date | None = None
    is_latest: bool | None = None


class DocumentPage(Struct, frozen=True):
    """One page as JSON, and the sort keys of the rows at its ends where more lie beyond them."""

    items: tuple[bytes, ...]
    before: tuple[Any, ...] | None
    after: tuple[Any, ...] | None


def page(
    query: DocumentQuery, *, size: int, keys: Sequence[Any] | None = None, is_backward: bool = False
) -> DocumentPage:
    """The `size` documents after the one with these keys (publication date and number), or before it."""
    rows = matching(query).order_by(*ordered(KEYS, not is_backward))
    if keys is not None:
        rows = rows.filter(beyond(KEYS, keys, not is_backward))
    found = list(rows.annotate(item=_json(ITEM)).values_list("item", *KEYS)[: size + 1])
    part = cut(found, size=size, is_backward=is_backward, is_first=keys is None)
    return DocumentPage(tuple(item.encode() for item in part.contents), part.before, part.after)


def total(query: DocumentQuery) -> Total:
    """How many documents match, counted up to 1,000."""
    return capped(matching(query))


def matching(query: DocumentQuery) -> QuerySet[DocumentPublication]:
    """The documents that are on show now and match."""
    return _among(DocumentPublication.objects.filter(ended_at=None), query)


def _among(rows: QuerySet[DocumentPublication], query: DocumentQuery) -> QuerySet[DocumentPublication]:
    if query.fund_id:
        rows = of_fund(rows, query.fund_id)
    if query.isin:
        rows = rows.filter(document_id__in=RawSQL(OF_SHARE_CLASS, [query.isin] * (LEGS * 2)))  # noqa: S611 - likewise
    if query.document_types:
        rows = rows.filter(document_type__in=query.document_types)
    if query.languages:
        rows = rows.filter(languages__overlap=list(query.languages))
    if query.statuses:
        rows = rows.filter(status__in=query.statuses)
    if query.date_from:
        rows = rows.filter(publication_date__gte=query.date_from)
    if query.date_to:
        rows = rows.filter(publication_date__lte=query.date_to)
    return rows if query.is_latest is None else rows.filter(is_latest=query.is_latest)


def of_fund(rows: QuerySet[DocumentPublication], fund_id: str) -> QuerySet[DocumentPublication]:
    """Those that concern the fund: by itself, its share classes, its umbrella or its company."""
    return rows.filter(document_id__in=RawSQL(OF_FUND, [fund_id] * LEGS))  # noqa: S611 - a constant


def publications_of(sha256: str) -> tuple[bytes, ...]:
    """Every document under which these bytes are or were public, the newest first, with its line and its funds."""
    rows = DocumentPublication.objects.filter(sha256=sha256).annotate(item=_json(AT_FUNDS))
    return tuple(item.encode() for item in rows.values_list("item", flat=True))


def documents_of(query: DocumentQuery) -> tuple[tuple[str, str, bytes], ...] | None:
    """Type, language and JSON of each document of the fund that matches, in the order of all three.

    Former ones are among them, and those that were withdrawn aren't. None for an unknown fund.
    """
    if not PublishedFund.objects.filter(fund_id=query.fund_id).exists():
        return None
    rows = _among(DocumentPublication.objects.exclude(status=DocumentPublication.Status.WITHDRAWN), query)
    told = rows.annotate(item=_json(VERSION)).values_list("document_type", "languages", "item")
    each = [(kind, language, item.encode()) for kind, languages, item in told for language in languages]
    wanted = [one for one in each if one[1] in query.languages] if query.languages else each
    return tuple(sorted(wanted, key=lambda entry: entry[:2]))


def verification(sha256: str) -> bytes | None:
    """What verifies that these bytes were published here, as JSON; None when they never were."""
    rows = DocumentPublication.objects.filter(sha256=sha256).annotate(item=_json(ITEM))
    found = list(rows.values_list("item", "is_latest", "first_published_at", "ended_at"))
    if not found:
        return None
    ends = [end for *_, end in found if end]
    return msgspec.json.encode(
        records.Verification(
            sha256=sha256,
            is_published=True,
            is_current=any(is_latest for _, is_latest, _, _ in found),
            first_published_at=min(since for _, _, since, _ in found),
            ended_at=max(ends) if len(ends) == len(found) else None,
            url=f"/api/v1/documents/{sha256}.pdf",
            documents=tuple(msgspec.json.decode(item, type=records.DocumentPublication) for item, *_ in found),
        )
    )


def _json(statement: str) -> RawSQL:
    return RawSQL(f"({statement})::text", [], output_field=TextField())  # noqa: S611 - constants of this module
