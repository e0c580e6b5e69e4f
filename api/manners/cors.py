"""Scripts of any site may read what is public; a partner's own affairs and drafts are for no foreign script."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from api.door.access import PREFIX
from api.wire.request_id import HEADER

CLOSED: Final = (f"{PREFIX}partner/", f"{PREFIX}preview/")
READ_BY_SCRIPTS: Final = ", ".join(
    (
        *("ETag", "Link", "Content-Range", "Content-Disposition", "Repr-Digest", HEADER),
        *("RateLimit", "RateLimit-Policy", "Retry-After", "Deprecation", "Sunset", "Record-State"),
    )
)
SENT_BY_SCRIPTS: Final = f"Authorization, If-None-Match, If-Modified-Since, Range, {HEADER}"
A_DAY: Final = "86400"


def is_open(request: HttpRequest) -> bool:
    """Whether scripts of other sites may read what stands at this address."""
    return not request.path.startswith(CLOSED)


def is_preflight(request: HttpRequest) -> bool:
    """Whether a browser asks for a script of another site whether it may ask."""
    return request.method == "OPTIONS" and "HTTP_ACCESS_CONTROL_REQUEST_METHOD" in request.META


def preflight_answer() -> HttpResponse:
    """Yes to reading, with a key or without."""
    answer = HttpResponse(status=204)
    answer["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
    answer["Access-Control-Allow-Headers"] = SENT_BY_SCRIPTS
    answer["Access-Control-Max-Age"] = A_DAY
    return answer


def open_to_scripts(answer: HttpResponseBase) -> None:
    """Let scripts of every site read the answer; it is the same for all of them, so it doesn't vary."""
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Access-Control-Expose-Headers"] = READ_BY_SCRIPTS
