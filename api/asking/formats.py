"""In which format an answer comes: as `format` says, or else as CSV for those whose `Accept` names it."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from django.http import HttpRequest, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework.request import Request

from api.description.openapi import Answers, text_parameter
from api.problems.errors import InvalidParameter, UnknownFormat
from api.wire.caching import published
from api.wire.varying import vary_on

from . import parameters
from .hints import hint

JSON, CSV, OPENFUNDS = "json", "csv", "openfunds"
MEDIA_TYPE: Final = "text/csv; charset=utf-8"
UNKNOWN: Final = (406, "There is no such format.")
WEIGHT: Final = re.compile(r"q\s*=\s*([01](?:\.[0-9]{0,3})?)\s*")


def parameter(*formats: str) -> OpenApiParameter:
    """The parameter of an address that has these formats."""
    described = "`json` unless `Accept` names `text/csv`. Of tables, `Link` leads to the next page."
    return text_parameter("format", described, enum=formats)


def with_tables(found: Answers, description: str) -> Answers:
    """These answers, and the same as a table."""
    return found | {(200, "text/csv"): OpenApiResponse(OpenApiTypes.BINARY, description)}


def wanted(request: Request, *formats: str, but_json: Sequence[str] = ()) -> str:
    """One of these formats, of which the first is told by default, and the only one beside parameters of `but_json`.

    Raises `UnknownFormat`.
    """
    asked = request.query_params
    if not asked:
        return CSV if prefers_csv(request.headers.get("Accept", "")) else formats[0]
    name = parameters.text(asked, "format")
    if name and name not in formats:
        detail = f"There is no format `{name}` here.{hint(name, formats)}"
        raise UnknownFormat(parameter="format", received=name, accepted=formats, detail=detail)
    limiting = next((one for one in but_json if one in asked), "")
    if limiting and name not in ("", JSON):
        detail = f"With `{limiting}` there is only JSON."
        raise InvalidParameter(parameter="format", received=name, accepted=(JSON,), detail=detail)
    if name or limiting:
        return name or JSON
    return CSV if prefers_csv(request.headers.get("Accept", "")) else formats[0]


@lru_cache(maxsize=256)
def prefers_csv(accept: str) -> bool:
    """Whether a client names CSV, and JSON no more than it; what it wants of anything else doesn't matter."""
    weights = dict(map(_weighed, accept.lower().split(",")))
    return weights.get("text/csv", 0) > 0 and weights["text/csv"] >= weights.get("application/json", 0)


def as_asked(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Tell caches that the answer depends on `Accept`, unless the address says the format."""
    asked = request.GET
    if "format" not in asked or not asked["format"]:
        vary_on(answer, "Accept")
    return answer


def table(
    request: HttpRequest, lines: Iterable[str], *, name: str, following: str | None = None, previous: str | None = None
) -> HttpResponse:
    """The lines as a file of this name, with links to the pages beside it."""
    answer = published(request, "".join(lines).encode(), media_type=MEDIA_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    links = _links(("next", following), ("prev", previous))
    if links:
        answer["Link"] = ", ".join(links)
    return answer


def _links(*places: tuple[str, str | None]) -> Sequence[str]:
    return [f'<{address}>; rel="{relation}"' for relation, address in places if address]


def _weighed(given: str) -> tuple[str, float]:
    media_type, *options = (part.strip() for part in given.split(";"))
    weights = [float(found[1]) for option in options if (found := WEIGHT.fullmatch(option))]
    return media_type, weights[0] if weights else 1
