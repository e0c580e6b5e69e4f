"""Drafts for the front end: the same payloads as published ones, for whoever holds a token."""

from typing import Final

import msgspec
from django.conf import settings
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.views import APIView

from api.caching import JSON
from api.drafts import PreviewAnswer, PreviewRequest
from api.openapi import answers
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
            raise NotFound(GONE)
        return HttpResponse(msgspec.json.encode({"draft": thing.draft()}), content_type=JSON)

    def finalize_response(
        self, request: Request, response: HttpResponse, *args: object, **kwargs: object
    ) -> HttpResponse:
        """Let nobody keep the answer, and no script read it but the public site's own."""
        answer = super().finalize_response(request, response, *args, **kwargs)
        answer["Cache-Control"] = "no-store"
        answer["Referrer-Policy"] = "no-referrer"
        answer["Access-Control-Allow-Origin"] = settings.PUBLIC_SITE_URL
        answer["Vary"] = "Origin"
        return answer


def _token_of(request: Request) -> str:
    try:
        return msgspec.json.decode(request.body, type=PreviewRequest).token
    except msgspec.MsgspecError:
        raise NotFound(GONE) from None
