"""What is public now: stored bodies, documents and status, ready to send."""

from django.db.models import Count, Q
from msgspec import Struct

from ..models import Delivery, DocumentFile, FundDocument, ListedFund, PublishedFund, ShareClass
from ..records.public import DeliveryStatus, RecordCounts, Status


class StoredBody(Struct, frozen=True):
    """JSON as it is served, and its SHA-256."""

    body: bytes
    etag: str


class ShownDocument(Struct, frozen=True):
    """A document that the public may read."""

    sha256: str
    size: int


def published_fund(fund_id: str) -> StoredBody | None:
    """The published body of one fund; None when there is none."""
    row = PublishedFund.objects.filter(fund_id=fund_id).values_list("body", "etag").first()
    return StoredBody(bytes(row[0]), row[1]) if row else None


def shown_document(sha256: str) -> ShownDocument | None:
    """The document with these bytes, when it is or was public; None otherwise."""
    files = DocumentFile.objects.filter(sha256=sha256, is_published=True)
    row = files.values_list("sha256", "size").first()
    return ShownDocument(*row) if row else None


def status() -> Status:
    """The last applied delivery of each provider, the latest first, and the size of the public record."""
    deliveries = tuple(map(_delivery_status, _last_deliveries()))
    return Status(
        status="ok",
        last_delivery=max(deliveries, key=lambda delivery: delivery.applied_at, default=None),
        deliveries=deliveries,
        counts=_counts(),
    )


def _last_deliveries() -> list[Delivery]:
    applied = Delivery.objects.filter(applied_at__isnull=False).select_related("provider")
    return list(applied.order_by("provider_id", "-applied_at").distinct("provider_id"))


def _delivery_status(delivery: Delivery) -> DeliveryStatus:
    return DeliveryStatus(
        provider=delivery.provider.code,
        provider_name=delivery.provider.name,
        delivery_id=delivery.delivery_id,
        content_date=delivery.content_date,
        generated_at=delivery.generated_at,
        applied_at=delivery.applied_at or delivery.received_at,
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
