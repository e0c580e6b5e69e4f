"""Dated figures of a fund, for charts."""

from datetime import date, timedelta

import msgspec
from django.http import HttpResponse, QueryDict
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.views import APIView

from api.asking import parameters
from api.description.openapi import answers, text_parameter
from api.problems.errors import InvalidParameter
from api.wire.caching import published
from fundfeed.records.history import Figures
from fundfeed.selectors.figures import figures

from .identifiers import known_form
from .versions import BAD_PARAMETER, NO_FUND

LONGEST = 366  # days: a page of a chart, and an answer that stays small however many share classes there are
NAVS = ("all", "one")
PARAMETERS = [
    text_parameter("from", f"The first day, for example `2026-11-01`; {LONGEST} days up to `to` unless told."),
    text_parameter("to", "The last day; today unless told."),
    text_parameter("isin", "Only NAVs of these share classes.", repeatable=True),
    text_parameter(
        "navs",
        "`one`: NAVs of one share class alone, of `isin` if it has any, else of the one that has most days. "
        "`navDays` tells of the others.",
        enum=NAVS,
        default="all",
    ),
]


class FiguresView(APIView):
    """`GET /api/v1/funds/{fundId}/figures/`"""

    @extend_schema(
        operation_id="getFundFigures",
        summary="Fund sizes and NAVs of a fund, day by day",
        description=f"At most {LONGEST} days at once. A provider that states a day again replaces that day's figure.",
        parameters=PARAMETERS,
        responses=answers(Figures, "The figures, the oldest first.", refusals=[BAD_PARAMETER, NO_FUND]),
    )
    def get(self, request: Request, fund_id: str) -> HttpResponse:
        query = request.query_params
        parameters.only_known(query, [parameter.name for parameter in PARAMETERS])
        start, end = _days(query)
        isins = parameters.texts_of(query, "isin", None)
        one = parameters.one_of(query, "navs", NAVS, default="all") == "one"
        found = figures(known_form(fund_id), start=start, end=end, isins=isins, one=one)
        if found is None:
            raise NotFound(f"No fund is published under the fundId {fund_id}.")
        return published(request, msgspec.json.encode(found))


def _days(query: QueryDict) -> tuple[date, date]:
    today = timezone.localdate()
    end = parameters.day(query, "to", latest=today) or today
    earliest = end - min(timedelta(days=LONGEST - 1), end - date.min)
    start = parameters.day(query, "from", latest=end) or earliest
    if start < earliest:
        raise InvalidParameter(
            parameter="from",
            received=str(start),
            accepted=[f"{earliest} to {end}"],
            detail=f"At most {LONGEST} days are answered at once: ask for the earlier ones with an earlier `to`.",
        )
    return start, end
