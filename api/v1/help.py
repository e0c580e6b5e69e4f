"""Help: articles of the knowledge base, and whether they helped."""

from http import HTTPStatus

import msgspec
from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.views import APIView

from api.asking import parameters
from api.asking.languages import LANGUAGES, NAMES, in_language, wanted_language
from api.description.openapi import answers, created, text_parameter
from api.door.partner_view import answer, body_of, described
from api.v1.content import localised
from api.wire.caching import published
from cms.support import articles
from cms.support.models import HelpArticle
from cms.support.payloads import FeedbackKept, FeedbackRequest, HelpAnswer, HelpList

CATEGORIES = tuple(HelpArticle.Category.values)
BAD_PARAMETER = (400, "A parameter is unknown or its value is not accepted.")
NO_ARTICLE = (404, "No article is published at this address.")


class HelpListView(APIView):
    """`GET /api/v1/help/`"""

    PARAMETERS = [
        *LANGUAGES,
        text_parameter("search", "Words that an article must hold, all of them; Chinese needs no spaces."),
        text_parameter("category", "Only articles of this category.", enum=CATEGORIES),
    ]

    @extend_schema(
        operation_id="listHelpArticles",
        summary="Articles of the knowledge base",
        description="All of them by category, or those that hold the words, the best first. An article that isn't "
        "there in the requested language comes in English; its `locale` says so.",
        parameters=PARAMETERS,
        responses=answers(HelpList, "The articles.", refusals=[BAD_PARAMETER]),
    )
    def get(self, request: Request) -> HttpResponse:
        query = request.query_params
        parameters.only_known(query, [*NAMES, "search", "category"])
        locale = wanted_language(request)
        words = parameters.text(query, "search")
        category = parameters.one_of(query, "category", ("", *CATEGORIES), default="")
        items = articles.public_items(locale=locale, words=words, category=category)
        body = msgspec.json.encode(HelpList(requested_locale=locale, items=tuple(items)))
        return in_language(request, published(request, body), locale)


class HelpArticleView(APIView):
    """`GET /api/v1/help/{article}/`"""

    @extend_schema(
        operation_id="getHelpArticle",
        summary="One article of the knowledge base",
        description="In another language when it isn't there in the requested one; `locale` says in which.",
        parameters=LANGUAGES,
        responses=answers(HelpAnswer, "The article.", refusals=[BAD_PARAMETER, NO_ARTICLE]),
    )
    def get(self, request: Request, article: str) -> HttpResponse:
        parameters.only_known(request.query_params, NAMES)
        locale = wanted_language(request)
        found = articles.public_article(slug=article, locale=locale)
        if found is None:
            raise NotFound("No article is published at this address.")
        body = localised(locale, found[0], b'"article":' + found[1])
        return in_language(request, published(request, body), found[0])


class HelpFeedbackView(APIView):
    """`POST /api/v1/help/{article}/feedback/`"""

    http_method_names = ["post", "options"]

    @extend_schema(
        operation_id="sayWhetherHelpful",
        summary="Say whether an article helped",
        description="It is counted for the day. Nothing is kept of who said it.",
        parameters=LANGUAGES,
        request=described(FeedbackRequest),
        responses=created(FeedbackKept, "It is counted.", refusals=[(400, "The body isn't right."), NO_ARTICLE]),
    )
    def post(self, request: Request, article: str) -> HttpResponse:
        parameters.only_known(request.query_params, NAMES)
        locale = wanted_language(request)
        said = body_of(request, FeedbackRequest).is_helpful
        try:
            articles.note_feedback(slug=article, locale=locale, is_helpful=said, on=timezone.localdate())
        except articles.UnknownArticleError as error:
            raise NotFound("No article is published at this address.") from error
        kept = answer(FeedbackKept(slug=article, is_helpful=said), status=HTTPStatus.CREATED)
        kept["Cache-Control"] = "no-store"
        return kept
