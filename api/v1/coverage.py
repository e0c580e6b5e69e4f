"""Coverage: which documents every fund is expected to have, and which of them it has."""

import msgspec
from django.http import HttpResponse, QueryDict
from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from api.answers import coverage_table
from api.asking import formats, parameters
from api.asking.links import Direction, page_link
from api.description.openapi import answers, text_parameter
from api.wire.caching import published
from fundfeed.records.coverage import LANGUAGES, CoverageList, CoverageTotals
from fundfeed.selectors import coverage
from fundfeed.selectors.coverage import CoverageQuery

from .fund_parameters import PAGE_PARAMETERS, Key, page_size

BAD_PARAMETER = (400, "A parameter is unknown or its value is not accepted.")
FILTERS = [
    text_parameter(
        "fundGroupName",
        "Only funds of one of these fund houses.",
        repeatable=True,
        examples=[OpenApiExample("Amundi", ["Amundi"])],
    ),
    text_parameter(
        "documentType",
        "Only these of the expected types, by their code.",
        repeatable=True,
        examples=[OpenApiExample("Annual reports", ["AR"])],
    ),
    text_parameter("language", "Only documents in these languages.", repeatable=True, enum=LANGUAGES),
    text_parameter(
        "overdue",
        "`true`: only funds of which such a document is overdue or missing; `false`: only those where none is.",
        enum=("true", "false"),
    ),
]
FORMATS = (formats.JSON, formats.CSV)
PARAMETERS = [*FILTERS, *PAGE_PARAMETERS, formats.parameter(*FORMATS)]
CURSOR = tuple[Direction, Key]


class CoverageView(APIView):
    """`GET /api/v1/coverage/`"""

    @extend_schema(
        operation_id="listCoverage",
        summary="Funds with the documents that they are expected to have",
        description="By fundId; withdrawn funds are left out. A document is overdue a year and 125 days after its "
        "`documentDate` where one is expected each year.",
        parameters=PARAMETERS,
        responses=formats.with_tables(
            answers(CoverageList, "One page of funds.", refusals=[BAD_PARAMETER, formats.UNKNOWN]),
            "The page as CSV, one line for each expected document.",
        ),
    )
    def get(self, request: Request) -> HttpResponse:
        parameters.only_known(request.query_params, [parameter.name for parameter in PARAMETERS])
        wanted, query = formats.wanted(request, *FORMATS), _query(request.query_params)
        direction, key = parameters.decode_cursor(request.query_params, CURSOR) or ("next", "")
        size = page_size(request.query_params)
        page = coverage.page(query, size=size, key=key, is_backward=direction == "previous")
        following, previous = page_link(request, "next", page.after), page_link(request, "previous", page.before)
        if wanted == formats.CSV:
            lines = coverage_table.lines(page.funds)
            answer = formats.table(request, lines, name="coverage", following=following, previous=previous)
        else:
            total = coverage.total(query)
            body = CoverageList(results=page.funds, next=following, previous=previous, total=total)
            answer = published(request, msgspec.json.encode(body))
        return formats.as_asked(request, answer)


class CoverageTotalsView(APIView):
    """`GET /api/v1/coverage/totals/`"""

    @extend_schema(
        operation_id="countCoverage",
        summary="How many funds have each expected document",
        description="For each type and language: current, overdue, missing, and awaited of young funds.",
        parameters=FILTERS,
        responses=answers(CoverageTotals, "The counts.", refusals=[BAD_PARAMETER]),
    )
    def get(self, request: Request) -> HttpResponse:
        parameters.only_known(request.query_params, [parameter.name for parameter in FILTERS])
        counts = coverage.totals(_query(request.query_params))
        return published(request, msgspec.json.encode(CoverageTotals(results=counts)))


def _query(query: QueryDict) -> CoverageQuery:
    overdue = parameters.one_of(query, "overdue", ("", "true", "false"), default="")
    expected = coverage.expected_types()
    types = parameters.texts_of(query, "documentType", tuple(one.document_type for one in expected))
    languages = parameters.texts_of(query, "language", LANGUAGES)
    return CoverageQuery(
        today=timezone.localdate(),
        kinds=coverage.kinds_among(expected, types=types, languages=languages),
        fund_groups=parameters.texts_of(query, "fundGroupName", None),
        is_overdue=overdue == "true" if overdue else None,
    )
