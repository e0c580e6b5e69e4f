"""Strong ETags, 304 answers and cache lifetimes for published bodies."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

JSON = "application/json"
SHORT = "public, max-age=0, s-maxage=30, stale-while-revalidate=300"
FOR_GOOD = "public, max-age=31536000, immutable"


def published(
    request: HttpRequest, body: bytes, *, etag: str = "", cache: str = SHORT, media_type: str = JSON
) -> HttpResponse:
    """The body with its strong ETag, or 304 when the client has it already."""
    tag = quote_etag(etag or hashlib.sha256(body).hexdigest())
    response = get_conditional_response(request, etag=tag) or HttpResponse(body, content_type=media_type)
    response["ETag"] = tag
    response["Cache-Control"] = cache
    return response
