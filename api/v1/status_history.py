"""The status of the last 90 days: what operators announced, and what became public."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final

import msgspec
from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from api.asking import parameters
from api.asking.days import end_of
from api.description.openapi import answers
from api.shapes.service import StatusDay, StatusHistory
from api.wire.caching import kept_until, published
from cms.operations import selectors as operations
from fundfeed.selectors import deliveries

DAYS: Final = 90
NAMED: Final = 20


class StatusHistoryView(APIView):
    """`GET /api/v1/status/history/`"""

    @extend_schema(
        operation_id="getStatusHistory",
        summary="The last 90 days: service by day, deliveries, troubles and maintenance",
        description="A day's `service` is the worst that operators announced of it; nobody measures it here. Days "
        "begin at midnight of the exchange. Days before the first delivery are left out. `deliveries` are the last 20.",
        responses=answers(StatusHistory, "Days, deliveries, and what operators announced."),
    )
    def get(self, request: Request) -> HttpResponse:
        parameters.only_known(request.query_params, [])
        now = timezone.now()
        return published(request, msgspec.json.encode(_history(now)), cache=kept_until(_midnight(now), now=now))


def _history(now: datetime) -> StatusHistory:
    today = timezone.localdate(now)
    since = _beginning(today - timedelta(days=DAYS - 1))
    applied = deliveries.applied_since(since)
    incidents = operations.incidents_since(since, at=now)
    maintenance = operations.maintenance_since(since, at=now)
    counts = Counter(timezone.localdate(delivery.applied_at) for delivery in applied)
    return StatusHistory(
        days=tuple(
            StatusDay(
                date=day,
                service=operations.service_between(
                    incidents, maintenance, start=_beginning(day), end=min(end_of(day) - timedelta.resolution, now)
                ),
                deliveries=counts[day],
            )
            for day in _days(since, today)
        ),
        deliveries=tuple(applied[:NAMED]),
        incidents=incidents,
        maintenance=maintenance,
    )


def _days(since: datetime, today: date) -> Iterator[date]:
    """Each day of the public record, up to today."""
    begun = deliveries.first_applied_at()
    first = timezone.localdate(max(since, begun)) if begun else today + timedelta(days=1)
    return (first + timedelta(days=number) for number in range((today - first).days + 1))


def _beginning(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())


def _midnight(now: datetime) -> datetime:
    """When the next day begins."""
    return end_of(timezone.localdate(now))
