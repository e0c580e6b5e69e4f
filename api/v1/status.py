"""Status: how fresh the public record is, what doesn't work, and what is going to be away."""

import msgspec
from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from msgspec.structs import asdict
from rest_framework.request import Request
from rest_framework.views import APIView

from api.asking import parameters
from api.description.openapi import answers
from api.shapes.service import Status
from api.wire.caching import kept_until, published
from cms.operations import selectors as operations
from fundfeed.selectors.published import status


class StatusView(APIView):
    """`GET /api/v1/status/`"""

    @extend_schema(
        operation_id="getStatus",
        summary="Freshness and size of the public record, troubles and maintenance",
        description="`service` is the worst of what goes on at this moment. An incident stays for two weeks after its "
        "end, maintenance from its announcement to its end.",
        responses=answers(Status, "Deliveries, counts, and what operators announced."),
    )
    def get(self, request: Request) -> HttpResponse:
        parameters.only_known(request.query_params, [])
        now = timezone.now()
        incidents, maintenance = operations.incidents(at=now), operations.maintenance(at=now)
        answer = Status(
            **asdict(status()),
            service=operations.service(incidents, maintenance, at=now),
            incidents=incidents,
            maintenance=maintenance,
        )
        boundary = operations.next_boundary(incidents, maintenance, after=now)
        return published(request, msgspec.json.encode(answer), cache=kept_until(boundary, now=now))
