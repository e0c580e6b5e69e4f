"""`/api/docs/`: pages without scripts and without anything from elsewhere, as their Content-Security-Policy says."""

import base64
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from api.asking import parameters
from api.problems.errors import InvalidParameter, as_problem, not_found
from api.wire.caching import published

from .guides import guide_called
from .pages import homes, introduction, room_called, rooms

HTML: Final = "text/html; charset=utf-8"
TEXT: Final = "text/plain; charset=utf-8"
STYLE: Final = (Path(__file__).parents[1] / "templates/reference/style.css").read_text()
_STYLE_HASH: Final = base64.b64encode(sha256(STYLE.encode()).digest()).decode()
POLICY: Final = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """`GET /api/docs/`"""
    return _page(request, "index", "")


@require_safe
def room(request: HttpRequest, slug: str) -> HttpResponse:
    """`GET /api/docs/{room}/`"""
    return _page(request, "room", slug) if room_called(slug) else not_found(request)


@require_safe
def guide(request: HttpRequest, name: str) -> HttpResponse:
    """`GET /api/docs/guides/{name}`"""
    found = guide_called(name)
    return _answer(request, found.body, media_type=TEXT) if found else not_found(request)


def _page(request: HttpRequest, name: str, slug: str) -> HttpResponse:
    return _answer(request, _rendered(name, slug), media_type=HTML)


def _answer(request: HttpRequest, body: bytes, *, media_type: str) -> HttpResponse:
    try:
        parameters.only_known(request.GET, [])
    except InvalidParameter as error:
        refusal = as_problem(error, {})
        assert refusal is not None  # noqa: S101 - it is one for every such error
        return refusal
    answer = published(request, body, media_type=media_type)
    answer["Content-Security-Policy"] = POLICY
    answer["Link"] = '</api/v1/openapi.json>; rel="service-desc"; type="application/json"'
    return answer


@cache
def _rendered(name: str, slug: str) -> bytes:
    """The page, which changes with the code only."""
    context: dict[str, Any] = {"rooms": rooms(), "here": room_called(slug), "homes": homes(), "style": STYLE}
    return render_to_string(f"reference/{name}.html", context | introduction()).encode()
