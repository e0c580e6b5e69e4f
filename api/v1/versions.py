"""The versions of a fund: what it was, where each one came from, and what each changed."""

from datetime import date
from typing import Annotated

import msgspec
from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.views import APIView

from api.answers import history
from api.asking import days, parameters
from api.description.openapi import answers, number_parameter, text_parameter
from api.wire.caching import FOR_GOOD, published
from fundfeed.records.history import Comparison, VersionList
from fundfeed.records.public import FundProfile
from fundfeed.selectors import history as ledger

from .identifiers import known_form

MOST_VERSIONS = 2_000_000_000
Place = tuple[Annotated[int, msgspec.Meta(ge=1, le=MOST_VERSIONS)]]
NO_FUND = (404, "No fund has this fundId.")
NO_VERSION = (404, "The fund has no such version.")
BAD_PARAMETER = (400, "A parameter is unknown or its value is not accepted.")
PAGE_PARAMETERS = [
    number_parameter("pageSize", "Versions on a page; 20 unless told.", least=1, most=100),
    text_parameter("cursor", "A place in the list, from `next`."),
]


def _compared(name: str, description: str, example: int) -> OpenApiParameter:
    shown = [OpenApiExample(str(example), example)]
    return number_parameter(name, description, least=1, most=MOST_VERSIONS, required=True, examples=shown)


COMPARED = [
    _compared("from", "The number of one version.", 1),
    _compared("to", "The number of another one.", 2),
]


class VersionListView(APIView):
    """`GET /api/v1/funds/{fundId}/versions/`"""

    @extend_schema(
        operation_id="listFundVersions",
        summary="Every public version of a fund, the newest first",
        description="Each with its source and with the fields that it changed. Figures make no versions.",
        parameters=PAGE_PARAMETERS,
        responses=answers(VersionList, "One page of versions.", refusals=[BAD_PARAMETER, NO_FUND]),
    )
    def get(self, request: Request, fund_id: str) -> HttpResponse:
        query = request.query_params
        parameters.only_known(query, [parameter.name for parameter in PAGE_PARAMETERS])
        size = parameters.number(query, "pageSize", default=20, least=1, most=100)
        place = parameters.decode_cursor(query, Place)
        page = ledger.page(known_form(fund_id), size=size, newest=place[0] if place else None)
        if not page.entries:
            raise NotFound(f"No version of {fund_id} is published here.")
        oldest = page.entries[-1].mark.version
        following = _link(request, oldest - 1) if page.body_before else None
        answer = VersionList(fund_id=fund_id, results=history.entries(page), next=following)
        return published(request, msgspec.json.encode(answer))


class VersionView(APIView):
    """`GET /api/v1/funds/{fundId}/versions/{version}/`"""

    @extend_schema(
        operation_id="getFundVersion",
        summary="One version of a fund, byte for byte as it was published",
        description="The ETag is the SHA-256 of the body, which the ledger chains.",
        responses=answers(FundProfile, "The version.", refusals=[BAD_PARAMETER, NO_VERSION]),
    )
    def get(self, request: Request, fund_id: str, version: int) -> HttpResponse:
        parameters.only_known(request.query_params, [])
        found = ledger.version(known_form(fund_id), version) if version <= MOST_VERSIONS else None
        if found is None:
            raise NotFound(f"{fund_id} has no version {version}.")
        return published(request, found.body, etag=found.etag, cache=FOR_GOOD, changed=found.changed)


class CompareView(APIView):
    """`GET /api/v1/funds/{fundId}/versions/compare/`"""

    @extend_schema(
        operation_id="compareFundVersions",
        summary="What differs between two versions of a fund",
        parameters=COMPARED,
        responses=answers(Comparison, "The differences, field by field.", refusals=[BAD_PARAMETER, NO_VERSION]),
    )
    def get(self, request: Request, fund_id: str) -> HttpResponse:
        parameters.only_known(request.query_params, ["from", "to"])
        first, second = (parameters.needed(request.query_params, name, most=MOST_VERSIONS) for name in ("from", "to"))
        found = ledger.two_versions(known_form(fund_id), (first, second))
        for number in (first, second):
            if number not in found:
                raise NotFound(f"{fund_id} has no version {number}.")
        answer = history.comparison(fund_id, found[first], found[second])
        return published(request, msgspec.json.encode(answer))


def fund_as_of(request: Request, fund_id: str, day: date) -> HttpResponse:
    """The version that was public at the end of this day; `Content-Location` says which."""
    found = ledger.version_before(known_form(fund_id), days.end_of(day))
    if found is None:
        raise NotFound(_too_early(fund_id, day))
    number, stored = found
    response = published(request, stored.body, etag=stored.etag, cache=days.lifetime(day))
    response["Content-Location"] = f"{request.path}versions/{number}/"
    return response


def _too_early(fund_id: str, day: date) -> str:
    first = ledger.first_published(fund_id)
    if first is None:
        return f"No fund is published under the fundId {fund_id}."
    return f"{fund_id} was not public on {day}: its first version is of {timezone.localdate(first)}."


def _link(request: Request, newest: int) -> str:
    query = request.query_params.copy()
    query["cursor"] = parameters.encode_cursor([newest])
    return f"{settings.PUBLIC_API_URL}{request.path}?{query.urlencode()}"
