"""Resolve: what an identifier names."""

import msgspec
from django.http import HttpResponse
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from api.asking import parameters
from api.description.openapi import answers, text_parameter
from api.wire.caching import published
from fundfeed.records.lookups import Resolution
from fundfeed.selectors.resolving import resolve

ID = text_parameter(
    "id",
    "A fundId, ISIN, LEI, ticker, umbrella id, or a whole name, present or former. Case, spaces and signs don't count.",
    required=True,
    examples=[OpenApiExample("A fundId", "DEM00001"), OpenApiExample("An ISIN with spaces", "LU16 8104 1387")],
)


class ResolveView(APIView):
    """`GET /api/v1/resolve/`"""

    @extend_schema(
        operation_id="resolve",
        summary="What an identifier names",
        description="Funds, umbrellas and fund houses that bear the identifier, the surest match first, at most 20 of "
        "each. Withdrawn funds are found, too. When nothing bears it, `results` is empty and `hint` says why: for an "
        "ISIN with a typing error it explains the check digit and names published ISINs one slip away.",
        parameters=[ID],
        responses=answers(Resolution, "What bears it.", refusals=[(400, "`id` is missing or not accepted.")]),
    )
    def get(self, request: Request) -> HttpResponse:
        parameters.only_known(request.query_params, [ID.name])
        wanted = parameters.required_text(request.query_params, ID.name, accepted=["an identifier or a name"])
        return published(request, msgspec.json.encode(resolve(wanted)))
