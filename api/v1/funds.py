"""Funds: lists with filters and search, their facets, and one fund."""

from collections.abc import Sequence

import msgspec
from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.views import APIView

from api.answers import fund_tables
from api.asking import formats, parameters
from api.asking.days import AS_OF, as_of
from api.asking.fields import FIELDS, cut, cut_all, wanted_fields
from api.asking.links import page_link
from api.description.openapi import answers, either_of
from api.wire.caching import published, put_together
from fundfeed.records.public import Facets, FundDetail, FundList, FundProfile, FundSummary
from fundfeed.selectors import listed_funds
from fundfeed.selectors.facets import facets
from fundfeed.selectors.fund_query import FundQuery
from fundfeed.selectors.listed_funds import Page
from fundfeed.selectors.published import public_bodies, published_fund
from fundfeed.selectors.spelling import as_meant, shown

from .fund_parameters import CURSORS, FILTER_PARAMETERS, ORDERING, PAGE_PARAMETERS, fund_query, page_size
from .identifiers import known_form
from .past_funds import list_as_of
from .versions import fund_as_of

FORMATS = (formats.JSON, formats.CSV, formats.OPENFUNDS)
FORMAT = formats.parameter(*FORMATS)
LIST_PARAMETERS = [*FILTER_PARAMETERS, ORDERING, FIELDS, *PAGE_PARAMETERS, AS_OF, FORMAT]
BAD_PARAMETER = (400, "A parameter is unknown or its value is not accepted.")


class FundListView(APIView):
    """`GET /api/v1/funds/`"""

    @extend_schema(
        operation_id="listFunds",
        summary="List and search funds",
        description="Deauthorised and terminated funds are listed only when `authorisationStatus` asks for them. "
        "With `asOf` the funds as they were that day, without figures, by fewer filters and sorted by name.",
        parameters=LIST_PARAMETERS,
        responses=formats.with_tables(
            answers(FundList, "One page of funds.", refusals=[BAD_PARAMETER, formats.UNKNOWN]),
            "The page as CSV, one line for each share class.",
        ),
    )
    def get(self, request: Request) -> HttpResponse:
        parameters.only_known(request.query_params, [parameter.name for parameter in LIST_PARAMETERS])
        wanted = formats.wanted(request, *FORMATS, but_json=(FIELDS.name, AS_OF.name))
        if day := as_of(request.query_params):
            return list_as_of(request, day)
        query, names = fund_query(request.query_params), wanted_fields(request.query_params, FundSummary)
        page, searched_for = _page(query, request), None
        if query.text and not page.summaries and (meant := as_meant(query)):
            instead = _page(meant, request)
            if instead.summaries:
                page, searched_for = instead, shown(meant)
        if wanted != formats.JSON:
            return formats.as_asked(request, _table(page, request, wanted))
        body, changed = _body(page, request, names, searched_for), put_together(page.changed)
        return formats.as_asked(request, published(request, body, changed=changed))


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
        query = fund_query(request.query_params)
        counted = facets(query)
        meant = as_meant(query) if query.text and not any(counted.values()) else None
        return published(request, msgspec.json.encode(Facets(facets=facets(meant) if meant else counted)))


class FundView(APIView):
    """`GET /api/v1/funds/{fundId}/`"""

    @extend_schema(
        operation_id="getFund",
        summary="One fund with its share classes, documents and latest figures",
        description="With `asOf` the version of that day, byte for byte: without `publication` and without figures.",
        parameters=[OpenApiParameter("fundId", str, OpenApiParameter.PATH), FIELDS, AS_OF, FORMAT],
        responses=formats.with_tables(
            either_of(
                FundDetail,
                FundProfile,
                "The fund as published.",
                refusals=[BAD_PARAMETER, formats.UNKNOWN, (404, "No fund has this fundId, or had it then.")],
            ),
            "The fund as CSV, one line for each share class.",
        ),
    )
    def get(self, request: Request, fund_id: str) -> HttpResponse:
        parameters.only_known(request.query_params, [FIELDS.name, AS_OF.name, FORMAT.name])
        wanted = formats.wanted(request, *FORMATS, but_json=(FIELDS.name, AS_OF.name))
        if day := as_of(request.query_params):
            parameters.only_known(request.query_params, [AS_OF.name, FORMAT.name])
            return fund_as_of(request, fund_id, day)
        names = wanted_fields(request.query_params, FundDetail)
        found = published_fund(known_form(fund_id))
        if found is None:
            raise NotFound(f"No fund is published under the fundId {fund_id[:20]}.")
        if names:
            return published(request, cut(found.body, names), changed=put_together(found.changed))
        if wanted == formats.JSON:
            whole = published(request, found.body, etag=found.etag, changed=found.changed)
            return formats.as_asked(request, whole)
        lines = fund_tables.lines([found.body], wanted)
        return formats.as_asked(request, formats.table(request, lines, name=fund_id))


def _page(query: FundQuery, request: Request) -> Page:
    place = parameters.decode_cursor(request.query_params, CURSORS[query.order])
    keys, is_backward = (place[1:], place[0] == "previous") if place else (None, False)
    return listed_funds.page(query, size=page_size(request.query_params), keys=keys, is_backward=is_backward)


def _table(page: Page, request: Request, wanted: str) -> HttpResponse:
    """The page as a table, made of the funds' bodies."""
    bodies = public_bodies(fund_tables.fund_ids(page.summaries))
    return formats.table(
        request,
        fund_tables.lines(bodies, wanted),
        name="funds",
        following=page_link(request, "next", page.after),
        previous=page_link(request, "previous", page.before),
    )


def _body(page: Page, request: Request, names: Sequence[str], searched_for: str | None) -> bytes:
    """The page as JSON, made of the summaries as they are stored."""
    return b'{"results":[%b],"next":%b,"previous":%b,"total":%b,"isApproximate":%b,"searchedFor":%b}' % (
        b",".join(cut_all(page.summaries, names)),
        msgspec.json.encode(page_link(request, "next", page.after)),
        msgspec.json.encode(page_link(request, "previous", page.before)),
        msgspec.json.encode(page.total),
        msgspec.json.encode(searched_for is not None),
        msgspec.json.encode(searched_for),
    )
