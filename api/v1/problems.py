"""Every kind of problem: where the `type` of each leads."""

import msgspec
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from api.asking import parameters
from api.description.openapi import answers
from api.problems.catalogue import KINDS, ProblemKinds
from api.wire.caching import published


class ProblemsView(APIView):
    """`GET /api/v1/problems/`"""

    @extend_schema(
        operation_id="listProblems",
        summary="Every code that a problem may bear, and what to do about it",
        responses=answers(ProblemKinds, "The codes by status."),
    )
    def get(self, request: Request) -> HttpResponse:
        parameters.only_known(request.query_params, [])
        return published(request, msgspec.json.encode(ProblemKinds(results=KINDS)))
