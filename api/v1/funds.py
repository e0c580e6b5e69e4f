"""Funds: lists with filters and search, their facets, and one fund."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.views import APIView

from api import parameters
from api.caching import published
from api.days import AS_OF, as_of
from api.openapi import answers, either_of, number_parameter, text_parameter
from fundfeed.records.feed import AUTHORISED_STATUSES, WITHDRAWN_STATUSES
from fundfeed.records.public import Facets, FundDetail, FundList, FundProfile
from fundfeed.selectors import listed_funds
from fundfeed.selectors.listed_funds import FILTERS, FundQuery, Page
from fundfeed.selectors.published import published_fund

from .past_funds import list_as_of
from .versions import fund_as_of

FUND_ID = re.compile(r"[A-Z0-9-]{3,20}")
ORDERINGS = ("relevance", "name", "-name", "authorisationDate", "-authorisationDate")
ACCEPTED = {
    "authorisationStatus": (*AUTHORISED_STATUSES, *WITHDRAWN_STATUSES),
    "isEtf": ("true", "false"),
}
FILTER_PARAMETERS = [
    text_parameter("search", "Words of a name in any language, an ISIN, a ticker or a fundId; beginnings will do."),
    *(
        text_parameter(
            name, f"Only funds with one of these values of `{name}`.", repeatable=True, enum=ACCEPTED.get(name)
        )
        for name in FILTERS
    ),
]
LIST_PARAMETERS = [
    *FILTER_PARAMETERS,
    text_parameter("ordering", "`relevance` when something is searched for, else `name`.", enum=ORDERINGS),
    number_parameter("pageSize", "Funds on a page; 20 unless told.", least=1, most=100),
    text_parameter("cursor", "A place in the list, from `next` or `previous`."),
    AS_OF,
]
BAD_PARAMETER = (400, "A parameter is unknown or its value is not accepted.")
Direction = Literal["next", "previous"]
Key = Annotated[str, msgspec.Meta(pattern=r"^[^\x00]*$")]
CURSORS = {
    "relevance": tuple[Direction, Annotated[int, msgspec.Meta(ge=0, le=9)], Key, Key],
    "name": tuple[Direction, Key, Key],
    "authorisationDate": tuple[Direction, date, Key],
}


class FundListView(APIView):
    """`GET /api/v1/funds/`"""

    @extend_schema(
        operation_id="listFunds",
        summary="List and search funds",
        description="Deauthorised and terminated funds are listed only when `authorisationStatus` asks for them. "
        "With `asOf` the funds as they were that day, without figures, by fewer filters and sorted by name.",
        parameters=LIST_PARAMETERS,
        responses=answers(FundList, "One page of funds.", refusals=[BAD_PARAMETER]),
    )
    def get(self, request: Request) -> HttpResponse:
        parameters.only_known(request.query_params, [parameter.name for parameter in LIST_PARAMETERS])
        if day := as_of(request.query_params):
            return list_as_of(request, day)
        query = fund_query(request.query_params)
        size = parameters.number(request.query_params, "pageSize", default=20, least=1, most=100)
        place = parameters.decode_cursor(request.query_params, CURSORS[query.order])
        keys, is_backward = (place[1:], place[0] == "previous") if place else (None, False)
        page = listed_funds.page(query, size=size, keys=keys, is_backward=is_backward)
        return published(request, _body(page, query, request))


class FacetsView(APIView):
    """`GET /api/v1/funds/facets/`"""

    @extend_schema(
        operation_id="listFundFacets",
        summary="Values of each filter with counts",
        description="Each filter's values among the funds that match the other filters.",
        parameters=FILTER_PARAMETERS,
        responses=answers(Facets, "Values and counts by filter.", refusals=[BAD_PARAMETER]),
    )
    def get(self, request: Request) -> HttpResponse:
        parameters.only_known(request.query_params, [parameter.name for parameter in FILTER_PARAMETERS])
        facets = Facets(facets=listed_funds.facets(fund_query(request.query_params)))
        return published(request, msgspec.json.encode(facets))


class FundView(APIView):
    """`GET /api/v1/funds/{fundId}/`"""

    @extend_schema(
        operation_id="getFund",
        summary="One fund with its share classes, documents and latest figures",
        description="With `asOf` the version of that day, byte for byte: without `publication` and without figures.",
        parameters=[AS_OF],
        responses=either_of(
            FundDetail,
            FundProfile,
            "The fund as published.",
            refusals=[BAD_PARAMETER, (404, "No fund has this fundId, or had it then.")],
        ),
    )
    def get(self, request: Request, fund_id: str) -> HttpResponse:
        parameters.only_known(request.query_params, ["asOf"])
        if day := as_of(request.query_params):
            return fund_as_of(request, fund_id, day)
        found = published_fund(fund_id) if FUND_ID.fullmatch(fund_id) else None
        if found is None:
            raise NotFound(f"No fund is published under the fundId {fund_id[:20]}.")
        return published(request, found.body, etag=found.etag)


def fund_query(query: QueryDict) -> FundQuery:
    """What the parameters ask for."""
    text = parameters.text(query, "search")
    ordering = parameters.one_of(query, "ordering", ORDERINGS, default="relevance" if text else "name")
    filters = {name: parameters.texts_of(query, name, ACCEPTED.get(name)) for name in FILTERS}
    order: Any = ordering.removeprefix("-")
    return FundQuery(
        text=text,
        filters={name: values for name, values in filters.items() if values},
        order="name" if order == "relevance" and not text else order,
        is_descending=ordering.startswith("-"),
    )


def _body(page: Page, query: FundQuery, request: HttpRequest) -> bytes:
    """The page as JSON, made of the summaries as they are stored."""
    return b'{"results":[%b],"next":%b,"previous":%b,"total":%b}' % (
        b",".join(page.summaries),
        msgspec.json.encode(_link(request, "next", page.after)),
        msgspec.json.encode(_link(request, "previous", page.before)),
        msgspec.json.encode(listed_funds.total(query)),
    )


def _link(request: HttpRequest, direction: str, keys: Sequence[Any] | None) -> str | None:
    if keys is None:
        return None
    query = request.GET.copy()
    query["cursor"] = parameters.encode_cursor([direction, *keys])
    return f"{settings.PUBLIC_API_URL}{request.path}?{query.urlencode()}"
