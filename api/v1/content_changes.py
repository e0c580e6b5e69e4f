"""Changes of editors' and operators' words: what was published, changed and withdrawn since a place."""

from typing import Final

import msgspec
from django.http import HttpResponse
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from api.asking import parameters
from api.asking.following import Since, page
from api.description.openapi import answers, number_parameter, text_parameter
from api.wire.caching import published
from cms.content.answers import CONTENT_KINDS, ContentChangeList
from cms.content.told import WORDS, changes_after
from fundfeed.adapters.clock import SystemClock

MOST: Final = 1000
SINCE: Final = Since(
    WORDS,
    known_by="a `token` of an earlier answer",
    begin="Read everything that you keep anew and go on from {api}/api/v1/content-changes/.",
)
PARAMETERS = [
    text_parameter(
        "since",
        f"{SINCE.in_words}; the oldest change that is still served unless told.",
        examples=[OpenApiExample("A day", value="2026-11-19")],
    ),
    text_parameter("kind", "Only changes of things of one of these kinds.", repeatable=True, enum=CONTENT_KINDS),
    number_parameter("pageSize", "Changes on a page; 100 unless told.", least=1, most=MOST),
]
REFUSALS = [
    (400, "A parameter is unknown or its value is not accepted."),
    (410, "The place is too old or of another record; `detail` says where to begin again."),
]


class ContentChangesView(APIView):
    """`GET /api/v1/content-changes/`"""

    @extend_schema(
        operation_id="listContentChanges",
        summary="What editors and operators published, in order",
        description=(
            "One entry each time that a page, a piece of news, a notice, a banner, a version of a legal notice, a "
            "question, an article, a redirect, a public incident or announced maintenance becomes public, changes or "
            "goes. It says what and where, and not how it reads. Keep `token` and ask again with it."
        ),
        parameters=PARAMETERS,
        responses=answers(ContentChangeList, "The changes that follow, oldest first.", refusals=REFUSALS),
    )
    def get(self, request: Request) -> HttpResponse:
        query = request.query_params
        parameters.only_known(query, [parameter.name for parameter in PARAMETERS])
        kinds = parameters.texts_of(query, "kind", CONTENT_KINDS)
        size = parameters.number(query, "pageSize", default=100, least=1, most=MOST)
        until = WORDS.head()  # before the changes are read, so that what comes meanwhile is left for the next time
        place = SINCE.place(query, now=SystemClock().now())
        found = changes_after(place, until=until, kinds=kinds, size=size)
        results = b",".join(map(msgspec.json.encode, found.changes))
        return published(request, page(request, results, after=found.after, has_more=found.has_more))
