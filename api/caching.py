"""Strong ETags, 304 answers and cache lifetimes for published bodies."""

import hashlib
import math
from datetime import datetime
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from api.light import Answer, LeftToDjangoError, Question

JSON = "application/json"
SHORT = "public, max-age=0, s-maxage=30, stale-while-revalidate=300"
FOR_GOOD = "public, max-age=31536000, immutable"
LONGEST = 30


def published(
    request: HttpRequest, body: bytes, *, etag: str = "", cache: str = SHORT, media_type: str = JSON
) -> HttpResponse:
    """The body with its strong ETag, or 304 when the client has it already."""
    tag = f'"{etag or hashlib.sha256(body).hexdigest()}"'
    if isinstance(request, Question):
        return cast(HttpResponse, _lightly(request, tag, body, cache, media_type))
    response = get_conditional_response(request, etag=tag) or HttpResponse(body, content_type=media_type)
    response["ETag"] = tag
    response["Cache-Control"] = cache
    return response


def kept_until(boundary: datetime | None, *, now: datetime, by_clients: bool = False) -> str:
    """A short life in shared caches that ends before the answer becomes another one, and is never prolonged."""
    seconds = LONGEST if boundary is None else min(LONGEST, math.floor((boundary - now).total_seconds()))
    return f"public, max-age={seconds if by_clients else 0}, s-maxage={seconds}, must-revalidate"


def is_known(request: Question, tag: str) -> bool:
    """Whether the client has what this tag stands for; conditions on anything but our tags are left to Django."""
    if "HTTP_IF_MATCH" in request.META or "HTTP_IF_UNMODIFIED_SINCE" in request.META:
        raise LeftToDjangoError
    said = request.META.get("HTTP_IF_NONE_MATCH")
    if not said:
        return False
    return said == tag or get_conditional_response(cast(HttpRequest, request), etag=tag) is not None


def _lightly(request: Question, tag: str, body: bytes, cache: str, media_type: str) -> Answer:
    """The same without Django's answers."""
    if is_known(request, tag):
        return Answer(b"", status=304, headers={"ETag": tag, "Cache-Control": cache})
    return Answer(body, status=200, headers={"Content-Type": media_type, "ETag": tag, "Cache-Control": cache})
