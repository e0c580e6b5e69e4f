"""Strong ETags, times of the last change, 304 answers and cache lifetimes for published bodies."""

import hashlib
import math
import re
import time
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from http import HTTPStatus
from typing import Any, Final, cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe

from .light import Answer, LeftToDjangoError, Question

JSON = "application/json"
SHORT = "public, max-age=0, s-maxage=30, stale-while-revalidate=300"
FOR_GOOD = "public, max-age=31536000, immutable"
LONGEST = 30
LAST_MODIFIED: Final = "Last-Modified"
BEGAN: Final = math.ceil(time.time())
OF_WRITING: Final = ("HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")
ONE_TAG: Final = re.compile(r'(?:W/)?"[^",]*"')
written: Final = lru_cache(maxsize=1024)(http_date)


def published(
    request: HttpRequest,
    body: bytes,
    *,
    etag: str = "",
    cache: str = SHORT,
    media_type: str = JSON,
    changed: int | None = None,
) -> HttpResponse:
    """The body with its strong ETag, or 304 when the client has it already.

    `changed` is a moment in seconds at which the body became as it is; an earlier body had an earlier one.
    """
    tag = f'"{etag or hashlib.sha256(body).hexdigest()}"'
    if isinstance(request, Question):
        headers = {"Content-Type": media_type, "ETag": tag, "Cache-Control": cache}
        return cast(HttpResponse, lightly(request, body, tag, headers, changed))
    response = _unchanged(request, tag, changed) or HttpResponse(body, content_type=media_type)
    response["ETag"] = tag
    response["Cache-Control"] = cache
    date(response, changed)
    return response


def put_together(changed: int | None) -> int | None:
    """The moment of an answer that this program puts together of what changed then: never before it began itself.

    The next release may put it together otherwise.
    """
    return None if changed is None else max(changed, BEGAN)


def date(answer: HttpResponseBase | Answer, changed: int | None) -> None:
    """Say since when the answer is as it is, unless that would be in the future."""
    if changed is not None and changed <= time.time():
        answer.headers[LAST_MODIFIED] = written(changed)


def kept_until(boundary: datetime | None, *, now: datetime, by_clients: bool = False) -> str:
    """A short life in shared caches that ends before the answer becomes another one, and is never prolonged."""
    seconds = LONGEST if boundary is None else min(LONGEST, math.floor((boundary - now).total_seconds()))
    return f"public, max-age={seconds if by_clients else 0}, s-maxage={seconds}, must-revalidate"


def lightly(request: Question, body: bytes, tag: str, headers: Mapping[str, str], changed: int | None) -> Answer:
    """The same without Django's answers."""
    if _is_known(request, tag, changed):
        told = {name: value for name, value in headers.items() if name != "Content-Type"}
        answer = Answer(b"", status=304, headers=told, changed=changed)
    else:
        answer = Answer(body, status=200, headers=headers, changed=changed)
    date(answer, changed)
    return answer


def _is_known(request: Question, tag: str, changed: int | None) -> bool:
    """Whether the client has what this tag stands for; conditions on anything but our tags are left to Django."""
    if any(name in request.META for name in OF_WRITING):
        raise LeftToDjangoError
    is_known = is_known_to(request.META, tag)
    return _unchanged(cast(HttpRequest, request), tag, changed) is not None if is_known is None else is_known


def is_known_to(told: Mapping[str, Any], tag: str) -> bool | None:
    """Whether who tells such headers has what this tag stands for; None when that needs a closer look at them."""
    if any(name in told for name in OF_WRITING):
        return None
    said = told.get("HTTP_IF_NONE_MATCH")
    if not said:
        return None if "HTTP_IF_MODIFIED_SINCE" in told else False
    if said == tag:
        return True
    is_another = ONE_TAG.fullmatch(said) and said.removeprefix("W/") != tag.removeprefix("W/")
    return False if is_another else None


def _unchanged(request: HttpRequest, tag: str, changed: int | None) -> HttpResponse | None:
    """The answer to who has these bytes; a time tells that only when it is the very one that we told with them.

    A later one may be that of a download, or of a record before it was restored: other bytes may have come with it.
    """
    answer = get_conditional_response(request, etag=tag, last_modified=changed)
    if answer is None or answer.status_code != HTTPStatus.NOT_MODIFIED or "HTTP_IF_NONE_MATCH" in request.META:
        return answer
    told = parse_http_date_safe(request.META.get("HTTP_IF_MODIFIED_SINCE", ""))
    return answer if told == changed else None
