"""What editors published: pages, menu, FAQ and news."""

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.views import APIView

from api.asking import parameters
from api.asking.languages import LANGUAGES, NAMES, in_language, wanted_language
from api.description.openapi import answers, number_parameter, text_parameter
from api.problems.errors import InvalidParameter
from api.wire.caching import published
from cms.content import selectors
from cms.content.answers import FaqAnswer, MenuAnswer, NewsAnswer, PageAnswer
from cms.content.languages import Tag

from .redirects import moved

LAST_ID = 2**31 - 1
CATEGORIES = ("news", "notice")
BAD_PARAMETER = (400, "A parameter is unknown or its value is not accepted.")
Place = Annotated[str, msgspec.Meta(pattern=r"^[0-9-]{10} [0-9]{10}$")]


class PageView(APIView):
    """`GET /api/v1/pages/?path=/about/`"""

    PARAMETERS = [
        text_parameter("path", "Such as `/about/`; `/` unless told."),
        number_parameter("id", "In place of a path: a page's `pageId`, wherever it stands.", least=1, most=LAST_ID),
        *LANGUAGES,
    ]

    @extend_schema(
        operation_id="getPage",
        summary="One page that editors wrote",
        description="In another language when it isn't there in the requested one; `locale` says in which. By its id a "
        "page comes in its own language.",
        parameters=PARAMETERS,
        responses=answers(PageAnswer, "The page.", refusals=[BAD_PARAMETER, (404, "No page has this path or id.")])
        | {301: OpenApiResponse(None, "The page has moved: `Location` asks for it at its new path.")}
        | {302: OpenApiResponse(None, "Editors lead to another page for a while: `Location` asks for that one.")},
    )
    def get(self, request: Request) -> HttpResponse:
        query = request.query_params
        parameters.only_known(query, ["path", "id", *NAMES])
        locale = wanted_language(request)
        path = parameters.text(query, "path", longest=500)
        page_id = parameters.number(query, "id", default=0, least=1, most=LAST_ID)
        if path and page_id:
            raise InvalidParameter(
                parameter="id", received=str(page_id), accepted=(), detail="Give `path` or `id`, not both."
            )
        found = selectors.page_of(page_id) if page_id else selectors.page(path=path or "/", locale=locale)
        if found is None and page_id:
            raise NotFound("No page is published with this id.")
        if found is None:
            return moved(request, path or "/", locale)
        answer = published(request, localised(locale, found[0], b'"page":' + found[1]))
        return in_language(request, answer, found[0])


class MenuView(APIView):
    """`GET /api/v1/menus/`"""

    @extend_schema(
        operation_id="getMenu",
        summary="Pages for the menu",
        parameters=LANGUAGES,
        responses=answers(MenuAnswer, "The menu in the order of the page tree.", refusals=[BAD_PARAMETER]),
    )
    def get(self, request: Request) -> HttpResponse:
        parameters.only_known(request.query_params, NAMES)
        locale = wanted_language(request)
        found, items = selectors.menu(locale=locale)
        return in_language(request, published(request, localised(locale, found, listed(items))), found)


class FaqView(APIView):
    """`GET /api/v1/faq/`"""

    @extend_schema(
        operation_id="listFrequentQuestions",
        summary="Frequent questions with their answers",
        parameters=LANGUAGES,
        responses=answers(FaqAnswer, "All questions in their order.", refusals=[BAD_PARAMETER]),
    )
    def get(self, request: Request) -> HttpResponse:
        parameters.only_known(request.query_params, NAMES)
        locale = wanted_language(request)
        body = b'{"locale":"%b",%b}' % (locale.encode(), listed(selectors.questions(locale=locale)))
        return in_language(request, published(request, body), locale)


class NewsView(APIView):
    """`GET /api/v1/news/`"""

    PARAMETERS = [
        *LANGUAGES,
        text_parameter("category", "Only news, or only notices.", enum=CATEGORIES),
        number_parameter("pageSize", "Pieces of news on a page; 20 unless told.", least=1, most=100),
        text_parameter("cursor", "A place in the list, from `next`."),
    ]

    @extend_schema(
        operation_id="listNews",
        summary="News and notices, the latest first",
        parameters=PARAMETERS,
        responses=answers(NewsAnswer, "One page of news.", refusals=[BAD_PARAMETER]),
    )
    def get(self, request: Request) -> HttpResponse:
        query = request.query_params
        parameters.only_known(query, [parameter.name for parameter in self.PARAMETERS])
        locale = wanted_language(request)
        category = parameters.one_of(query, "category", ("", *CATEGORIES), default="")
        size = parameters.number(query, "pageSize", default=20, least=1, most=100)
        after: Any = parameters.decode_cursor(query, tuple[Place])
        found = selectors.news(locale=locale, category=category, size=size + 1, after=after[0] if after else None)
        following = _next(request, found[size - 1][0]) if len(found) > size else None
        body = b'{"locale":"%b",%b,"next":%b}'
        items = listed([payload for _, payload in found[:size]])
        answer = published(request, body % (locale.encode(), items, msgspec.json.encode(following)))
        return in_language(request, answer, locale)


def localised(requested: Tag, found: Tag, rest: bytes) -> bytes:
    """An answer that says in which language it was asked for, and in which it is."""
    return b'{"requestedLocale":"%b","locale":"%b",%b}' % (requested.encode(), found.encode(), rest)


def listed(payloads: Sequence[bytes]) -> bytes:
    """Stored payloads as `items`."""
    return b'"items":[%b]' % b",".join(payloads)


def _next(request: HttpRequest, place: str) -> str:
    query = request.GET.copy()
    query["cursor"] = parameters.encode_cursor([place])
    return f"{settings.PUBLIC_API_URL}{request.path}?{query.urlencode()}"
