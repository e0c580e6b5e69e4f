"""Redirects: where an old address leads that editors gave a new place."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Any

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.views import APIView

from api.asking import parameters
from api.asking.languages import LANGUAGES, in_language, wanted_language
from api.description.openapi import answers, number_parameter, text_parameter
from api.wire.caching import SHORT, kept_until, published
from cms.content import selectors
from cms.content.answers import RedirectAnswer
from cms.content.languages import Tag

MOST = 100
LONGEST_PATH = 500
Place = Annotated[str, msgspec.Meta(max_length=LONGEST_PATH)]


class RedirectsView(APIView):
    """`GET /api/v1/redirects/`"""

    PARAMETERS = [
        text_parameter(
            "path",
            "Only the one from this path, without the language's prefix.",
            examples=[OpenApiExample("An old path", value="/about-us/")],
        ),
        *LANGUAGES,
        number_parameter("pageSize", f"Redirects on a page; {MOST} unless told.", least=1, most=MOST),
        text_parameter("cursor", "A place in the list, from `next`."),
    ]

    @extend_schema(
        operation_id="listRedirects",
        summary="Where old addresses of the public site lead",
        description="Those of one language that hold at this moment. A page at the old path comes first, whatever is "
        "said here; addresses that pages left by moving are answered by `/pages/`.",
        parameters=PARAMETERS,
        responses=answers(
            RedirectAnswer,
            "Redirects in the order of their paths; none when nothing leads on from `path`.",
            refusals=[(400, "A parameter is unknown or its value is not accepted.")],
        ),
    )
    def get(self, request: Request) -> HttpResponse:
        query = request.query_params
        parameters.only_known(query, [parameter.name for parameter in self.PARAMETERS])
        locale = wanted_language(request)
        path = parameters.text(query, "path", longest=LONGEST_PATH)
        size = parameters.number(query, "pageSize", default=MOST, least=1, most=MOST)
        after: Any = parameters.decode_cursor(query, tuple[Place])
        now = timezone.now()
        found = selectors.redirects(locale=locale, path=path, at=now, size=size + 1, after=after[0] if after else None)
        following = _next(request, found[size - 1][0]) if len(found) > size else None
        items = b",".join(payload for _, payload in found[:size])
        body = b'{"locale":"%b","items":[%b],"next":%b}' % (locale.encode(), items, msgspec.json.encode(following))
        boundary = selectors.next_redirect(locale=locale, path=path, after=now)
        return in_language(request, published(request, body, cache=_lifetime(boundary, now)), locale)


def moved(request: HttpRequest, path: str, locale: Tag) -> HttpResponse:
    """The way to a page that stood here, or to which editors lead from here; raises `NotFound` where there is none."""
    now = timezone.now()
    led = selectors.led_to_page(path=path, locale=locale, at=now)
    now_at = led.to if led else selectors.moved(path=path, locale=locale)
    if now_at is None:
        raise NotFound("No page is published at this path.")
    query = request.GET.copy()
    query["path"] = now_at
    is_passing = led is not None and not led.is_permanent
    answer = HttpResponse(status=HTTPStatus.FOUND if is_passing else HTTPStatus.MOVED_PERMANENTLY)
    # On the host that was asked: our own site reaches it by another name, and shows its key to that one only.
    answer["Location"] = f"{request.path}?{query.urlencode()}"
    answer["Cache-Control"] = _lifetime(led.shown_until if led else None, now)
    return in_language(request, answer, locale)


def _lifetime(boundary: datetime | None, now: datetime) -> str:
    """As anything that is published, unless it ends or begins by itself."""
    return kept_until(boundary, now=now) if boundary else SHORT


def _next(request: HttpRequest, place: str) -> str:
    query = request.GET.copy()
    query["cursor"] = parameters.encode_cursor([place])
    return f"{settings.PUBLIC_API_URL}{request.path}?{query.urlencode()}"
