"""Drafts for the front end: the same payloads as published ones, for whoever holds a token."""

from http import HTTPStatus
from typing import Final

import msgspec
from django.conf import settings
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from api.description.openapi import answers
from api.problems.errors import problem
from api.shapes.drafts import PreviewAnswer, PreviewRequest
from api.wire.caching import JSON
from cms.content.image_addresses import with_passing_addresses
from cms.preview import tokens

GONE: Final = "This preview is over, or never was: open it again from the editor."


class PreviewView(APIView):
    """`POST /api/v1/preview/resolve/`"""

    http_method_names = ["post"]

    @extend_schema(
        operation_id="resolvePreview",
        summary="A draft, for the front end's preview",
        description="Tokens come from the admin, live 15 minutes and end when their editor signs out. Never cached.",
        request={"application/json": {"$ref": "#/components/schemas/PreviewRequest"}},
        responses=answers(PreviewAnswer, "The draft.", refusals=[(404, "The token shows nothing (any more).")]),
    )
    def post(self, request: Request) -> HttpResponse:
        thing = tokens.resolve(_token_of(request))
        if thing is None:
            return _for_the_site_alone(problem(HTTPStatus.NOT_FOUND, "not_found", GONE))
        draft = with_passing_addresses(msgspec.json.encode({"draft": thing.draft()}))
        return _for_the_site_alone(HttpResponse(draft, content_type=JSON))


def _for_the_site_alone(answer: HttpResponse) -> HttpResponse:
    """Nobody keeps it, and no script reads it but the public site's own."""
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "no-referrer"
    answer["Access-Control-Allow-Origin"] = settings.PUBLIC_SITE_URL
    answer["Vary"] = "Origin"
    return answer


def _token_of(request: Request) -> str:
    """The token that was sent; "" for anything else, which shows nothing."""
    try:
        return msgspec.json.decode(request.body, type=PreviewRequest).token
    except msgspec.MsgspecError:
        return ""
