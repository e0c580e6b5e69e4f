"""Changes: what happened in the public record since a place that the follower names."""

from typing import Final

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from api.asking import parameters
from api.asking.following import Since, page
from api.description.openapi import answers, number_parameter, text_parameter
from api.wire.caching import published
from fundfeed.adapters.clock import SystemClock
from fundfeed.records.following import CHANGE_KINDS, ChangeList
from fundfeed.selectors import followed
from fundfeed.selectors.followed import FUNDS, Wanted

MOST: Final = 1000
SINCE: Final = Since(
    FUNDS,
    known_by="a `token` of an earlier answer or of a bulk file",
    begin="Take the newest full file of {api}/api/v1/bulk/ and its token.",
)
PARAMETERS = [
    text_parameter(
        "since",
        f"{SINCE.in_words}; the oldest change that is still served unless told.",
        examples=[OpenApiExample("A day", value="2026-11-19")],
    ),
    text_parameter("fundGroupName", "Only funds that were of one of these fund houses then.", repeatable=True),
    text_parameter(
        "fundId", "Only these funds.", repeatable=True, examples=[OpenApiExample("A fund", value="DEM00001")]
    ),
    text_parameter("kind", "Only changes of one of these kinds.", repeatable=True, enum=CHANGE_KINDS),
    number_parameter("pageSize", "Changes on a page; 100 unless told.", least=1, most=MOST),
]
REFUSALS = [
    (400, "A parameter is unknown or its value is not accepted."),
    (410, "The place is too old or of another record; `detail` says where to begin again."),
]


class ChangesView(APIView):
    """`GET /api/v1/changes/`"""

    @extend_schema(
        operation_id="listChanges",
        summary="What changed in the public record, in order",
        description=(
            "One entry for each new version of a fund. Keep `token` when you have stored what you got, and ask again "
            "with it: nothing is left out and nothing comes twice. NAVs and fund sizes make no version and no entry."
        ),
        parameters=PARAMETERS,
        responses=answers(ChangeList, "The changes that follow, oldest first.", refusals=REFUSALS),
    )
    def get(self, request: Request) -> HttpResponse:
        query = request.query_params
        parameters.only_known(query, [parameter.name for parameter in PARAMETERS])
        wanted = Wanted(
            fund_groups=parameters.texts_of(query, "fundGroupName", None),
            fund_ids=parameters.texts_of(query, "fundId", None),
            kinds=parameters.texts_of(query, "kind", CHANGE_KINDS),
        )
        size = parameters.number(query, "pageSize", default=100, least=1, most=MOST)
        until = followed.head()  # before the changes are read, so that what comes meanwhile is left for the next time
        place = SINCE.place(query, now=SystemClock().now())
        found = followed.changes_after(place, until=until, wanted=wanted, size=size)
        results = b",".join(found.bodies)
        return published(request, page(request, results, after=found.after, has_more=found.has_more))
