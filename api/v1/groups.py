"""Fund houses and umbrellas: lists with counts, and one of each."""

from collections.abc import Callable
from typing import Any

import msgspec
from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.views import APIView

from api.asking import parameters
from api.asking.links import Direction, page_link
from api.description.openapi import answers
from api.wire.caching import published
from fundfeed.records.lookups import FundGroupDetail, FundGroupList, UmbrellaDetail, UmbrellaList
from fundfeed.selectors import groups

from .fund_parameters import PAGE_PARAMETERS, Key, page_size

BAD_PARAMETER = (400, "A parameter is unknown or its value is not accepted.")
CURSOR = tuple[Direction, Key]
LONGEST = 300


class FundGroupListView(APIView):
    """`GET /api/v1/fund-groups/`"""

    @extend_schema(
        operation_id="listFundGroups",
        summary="Fund houses with the number of their funds",
        description="In the order of their slugs; withdrawn funds don't count.",
        parameters=PAGE_PARAMETERS,
        responses=answers(FundGroupList, "One page of fund houses.", refusals=[BAD_PARAMETER]),
    )
    def get(self, request: Request) -> HttpResponse:
        return _page(request, groups.fund_groups, FundGroupList, lambda entry: entry.slug)


class UmbrellaListView(APIView):
    """`GET /api/v1/umbrellas/`"""

    @extend_schema(
        operation_id="listUmbrellas",
        summary="Umbrellas with the number of their sub-funds",
        description="In the order of their ids; withdrawn funds don't count.",
        parameters=PAGE_PARAMETERS,
        responses=answers(UmbrellaList, "One page of umbrellas.", refusals=[BAD_PARAMETER]),
    )
    def get(self, request: Request) -> HttpResponse:
        return _page(request, groups.umbrellas, UmbrellaList, lambda entry: entry.umbrella_id)


class FundGroupView(APIView):
    """`GET /api/v1/fund-groups/{slug}/`"""

    @extend_schema(
        operation_id="getFundGroup",
        summary="One fund house with its umbrellas",
        responses=answers(FundGroupDetail, "The fund house.", refusals=[(404, "No fund house has this slug.")]),
    )
    def get(self, request: Request, slug: str) -> HttpResponse:
        return _one(request, slug, groups.fund_group, "fund house")


class UmbrellaView(APIView):
    """`GET /api/v1/umbrellas/{umbrellaId}/`"""

    @extend_schema(
        operation_id="getUmbrella",
        summary="One umbrella with the houses of its sub-funds",
        parameters=[OpenApiParameter("umbrellaId", str, OpenApiParameter.PATH)],
        responses=answers(UmbrellaDetail, "The umbrella.", refusals=[(404, "No umbrella has this id.")]),
    )
    def get(self, request: Request, umbrella_id: str) -> HttpResponse:
        return _one(request, umbrella_id, groups.umbrella, "umbrella")


def _page(request: Request, read: Callable[..., Any], shape: type[Any], key_of: Callable[[Any], str]) -> HttpResponse:
    parameters.only_known(request.query_params, [parameter.name for parameter in PAGE_PARAMETERS])
    place = parameters.decode_cursor(request.query_params, CURSOR)
    direction, key = place or ("next", "")
    is_backward = direction == "previous"
    entries, has_more = read(size=page_size(request.query_params), key=key, is_backward=is_backward)
    more_before, more_after = (has_more, True) if is_backward else (bool(key), has_more)
    body = shape(
        results=entries,
        next=page_link(request, "next", [key_of(entries[-1])]) if entries and more_after else None,
        previous=page_link(request, "previous", [key_of(entries[0])]) if entries and more_before else None,
    )
    return published(request, msgspec.json.encode(body))


def _one(request: Request, key: str, read: Callable[[str], Any], what: str) -> HttpResponse:
    parameters.only_known(request.query_params, [])
    found = read(key) if key.isprintable() and len(key) <= LONGEST else None
    if found is None:
        raise NotFound(f"No {what} is published under {key[:40]}.")
    return published(request, msgspec.json.encode(found))
