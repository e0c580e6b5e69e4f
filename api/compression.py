"""Compression of what is public: never of secrets, whose length would tell on them."""

import gzip
import re
from http import HTTPStatus
from typing import Final, cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

SHORTEST: Final = 1000
LEVEL: Final = 4
NEVER: Final = re.compile(r"q\s*=\s*0(\.0*)?")
TEXTS: Final = ("application/json", "application/problem+json", "application/atom+xml", "text/")


def compress(request: HttpRequest, answer: HttpResponseBase) -> None:
    """Send text with gzip to those who understand it.

    The ETag becomes weak then: the same facts, other bytes. One that came back weak is answered weak, so that a cache
    knows its copy again.
    """
    if answer.status_code == HTTPStatus.NOT_MODIFIED:
        _as_it_was_known(request, answer)
    if answer.streaming or answer.has_header("Content-Encoding"):
        return
    if not answer.get("Content-Type", "").startswith(TEXTS):
        return
    _vary(answer)
    whole = cast(HttpResponse, answer)
    if len(whole.content) >= SHORTEST and _understands_gzip(request):
        whole.content = gzip.compress(whole.content, LEVEL, mtime=0)
        answer["Content-Length"] = str(len(whole.content))
        answer["Content-Encoding"] = "gzip"
        if answer.get("ETag", "").startswith('"'):
            answer["ETag"] = f"W/{answer['ETag']}"


def _vary(answer: HttpResponseBase) -> None:
    if answer.has_header("Vary"):
        patch_vary_headers(answer, ["Accept-Encoding"])
    else:
        answer.headers["Vary"] = "Accept-Encoding"


def _understands_gzip(request: HttpRequest) -> bool:
    for coding in request.META.get("HTTP_ACCEPT_ENCODING", "").lower().split(","):
        name, _, weight = coding.partition(";")
        if name.strip() == "gzip":
            return NEVER.fullmatch(weight.strip()) is None
    return False


def _as_it_was_known(request: HttpRequest, answer: HttpResponseBase) -> None:
    weak = f"W/{answer.get('ETag', '')}"
    _vary(answer)
    if weak in request.META.get("HTTP_IF_NONE_MATCH", ""):
        answer["ETag"] = weak
