"""What is public now: stored bodies, documents and status, ready to send."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count, Q, Subquery
from msgspec import Struct

from ..models import DocumentFile, DocumentPublication, FundDocument, ListedFund, PublishedFund, ShareClass
from ..records.public import RecordCounts, Status
from .deliveries import last_of_each_provider
from .reading import rows
from .record_state import IN_SECONDS

ONE_FUND = f"SELECT body, etag, {IN_SECONDS} FROM fundfeed_publishedfund WHERE fund_id = %s"  # noqa: S608 - a constant


class StoredBody(Struct, frozen=True):
    """JSON as it is served, its SHA-256, and since when it is so, in seconds as HTTP counts them."""

    body: bytes
    etag: str
    changed: int


class ShownDocument(Struct, frozen=True):
    """A document that the public may read, or might until it was taken down; `name` is for people who save it.

    `since`: when its bytes became public first, in seconds as HTTP counts them, if that is known.
    """

    sha256: str
    size: int
    name: str
    is_taken_down: bool
    since: int | None


def published_fund(fund_id: str) -> StoredBody | None:
    """The published body of one fund; None when there is none."""
    found = rows(ONE_FUND, [fund_id], is_planned_once=True)
    return StoredBody(*found[0]) if found else None


def public_bodies(fund_ids: Sequence[str]) -> Sequence[bytes]:
    """The published bodies of these funds, in this order."""
    bodies = dict(PublishedFund.objects.filter(pk__in=fund_ids).values_list("pk", "body"))
    return [bytes(bodies[fund_id]) for fund_id in fund_ids if fund_id in bodies]


def shown_document(sha256: str) -> ShownDocument | None:
    """The document with these bytes, when it is or was public; None otherwise."""
    newest = DocumentPublication.objects.filter(sha256=sha256).order_by("-publication_date", "-id")
    files = DocumentFile.objects.filter(sha256=sha256, is_published=True).order_by("refusal")
    since = newest.order_by("first_published_at").values("first_published_at")[:1]
    row = files.values_list("size", "refusal", Subquery(newest.values("body")[:1]), Subquery(since)).first()
    if row is None:
        return None
    size, refusal, body, first = row
    began = int(first.timestamp()) if first else None
    return ShownDocument(sha256, size, _file_name(body, sha256), is_taken_down=bool(refusal), since=began)


def _file_name(body: Mapping[str, Any] | None, sha256: str) -> str:
    """Title, what it is about, day and language: what somebody looks for among the files that they saved."""
    if body is None:
        return f"{sha256}.pdf"
    language = body["languages"][0]
    title = body["title"].get(language) or body["title"].get("en") or next(iter(body["title"].values()))
    return f"{title} {body['appliesTo'][0]['id']} {body['documentDate']} {language}.pdf"


def status() -> Status:
    """The last applied delivery of each provider, the latest first, and the size of the public record."""
    deliveries = tuple(last_of_each_provider())
    return Status(
        status="ok",
        last_delivery=max(deliveries, key=lambda delivery: delivery.applied_at, default=None),
        deliveries=deliveries,
        counts=_counts(),
    )


def _counts() -> RecordCounts:
    funds = ListedFund.objects.aggregate(
        listed=Count("pk", filter=Q(is_withdrawn=False)), withdrawn=Count("pk", filter=Q(is_withdrawn=True))
    )
    return RecordCounts(
        funds=funds["listed"],
        share_classes=ShareClass.objects.filter(fund__listed__is_withdrawn=False).count(),
        documents=FundDocument.objects.filter(state=FundDocument.State.PUBLIC).count(),
        deauthorised_funds=funds["withdrawn"],
    )
