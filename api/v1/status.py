"""Status: how fresh the public record is."""

import msgspec
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from api import parameters
from api.caching import published
from api.openapi import answers
from fundfeed.records.public import Status
from fundfeed.selectors.published import status


class StatusView(APIView):
    """`GET /api/v1/status/`"""

    @extend_schema(
        operation_id="getStatus",
        summary="Freshness and size of the public record",
        responses=answers(Status, "The last applied delivery of each provider, and counts."),
    )
    def get(self, request: Request) -> HttpResponse:
        parameters.only_known(request.query_params, [])
        return published(request, msgspec.json.encode(status()))
