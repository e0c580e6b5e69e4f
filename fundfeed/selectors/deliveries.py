"""Which deliveries became public, and when."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Min, QuerySet

from ..models import Delivery
from ..records.public import DeliveryStatus


def last_of_each_provider() -> Sequence[DeliveryStatus]:
    """The last applied delivery of each provider."""
    rows = _applied().order_by("provider_id", "-applied_at").distinct("provider_id")
    return tuple(map(_status, rows))


def applied_since(moment: datetime) -> Sequence[DeliveryStatus]:
    """What became public from this moment on, the latest first."""
    rows = _applied().filter(applied_at__gte=moment).order_by("-applied_at", "-pk")
    return tuple(map(_status, rows))


def first_applied_at() -> datetime | None:
    """When the public record began; None while it is empty."""
    found: datetime | None = _applied().aggregate(first=Min("applied_at"))["first"]
    return found


def _applied() -> QuerySet[Delivery]:
    return Delivery.objects.filter(applied_at__isnull=False).select_related("provider")


def _status(delivery: Delivery) -> DeliveryStatus:
    return DeliveryStatus(
        provider=delivery.provider.code,
        provider_name=delivery.provider.name,
        delivery_id=delivery.delivery_id,
        content_date=delivery.content_date,
        generated_at=delivery.generated_at,
        applied_at=delivery.applied_at or delivery.received_at,
    )
