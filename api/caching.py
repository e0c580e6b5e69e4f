"""Strong ETags, 304 answers and cache lifetimes for published bodies."""

import hashlib
import math
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

JSON = "application/json"
SHORT = "public, max-age=0, s-maxage=30, stale-while-revalidate=300"
FOR_GOOD = "public, max-age=31536000, immutable"
LONGEST = 30


def published(
    request: HttpRequest, body: bytes, *, etag: str = "", cache: str = SHORT, media_type: str = JSON
) -> HttpResponse:
    """The body with its strong ETag, or 304 when the client has it already."""
    tag = quote_etag(etag or hashlib.sha256(body).hexdigest())
    response = get_conditional_response(request, etag=tag) or HttpResponse(body, content_type=media_type)
    response["ETag"] = tag
    response["Cache-Control"] = cache
    return response


def kept_until(boundary: datetime | None, *, now: datetime) -> str:
    """A short life that ends before the answer becomes another one, and is never prolonged."""
    seconds = LONGEST if boundary is None else min(LONGEST, math.floor((boundary - now).total_seconds()))
    return f"public, max-age=0, s-maxage={seconds}, must-revalidate"
