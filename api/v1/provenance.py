"""Where each field of a fund comes from."""

import msgspec
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.views import APIView

from api.answers.provenance import provenance
from api.asking import parameters
from api.description.openapi import answers
from api.wire.caching import published
from fundfeed.records.history import Provenance
from fundfeed.selectors.provenance import evidence

from .identifiers import known_form
from .versions import BAD_PARAMETER, NO_FUND


class ProvenanceView(APIView):
    """`GET /api/v1/funds/{fundId}/provenance/`"""

    @extend_schema(
        operation_id="getFundProvenance",
        summary="Where each field of a fund comes from, and since when it has its value",
        description="A record in a delivered file, a correction with its reason, or what editors published.",
        responses=answers(Provenance, "The fields in the order of the fund.", refusals=[BAD_PARAMETER, NO_FUND]),
    )
    def get(self, request: Request, fund_id: str) -> HttpResponse:
        parameters.only_known(request.query_params, [])
        found = evidence(known_form(fund_id))
        if found is None:
            raise NotFound(f"No fund is published under the fundId {fund_id}.")
        return published(request, msgspec.json.encode(provenance(fund_id, found)))
