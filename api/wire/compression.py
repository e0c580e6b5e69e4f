"""Compression of what is public: never of secrets, whose length would tell on them."""

import gzip
import re
from functools import lru_cache
from http import HTTPStatus
from typing import Final, cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from .varying import vary_on

SHORTEST: Final = 1000
REMEMBERED: Final = 32_768
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
    vary_on(answer, "Accept-Encoding")
    whole = cast(HttpResponse, answer)
    if len(whole.content) >= SHORTEST and understands_gzip(request.META.get("HTTP_ACCEPT_ENCODING", "")):
        whole.content = _zipped(whole.content)
        answer["Content-Length"] = str(len(whole.content))
        answer["Content-Encoding"] = "gzip"
        if answer.get("ETag", "").startswith('"'):
            answer["ETag"] = f"W/{answer['ETag']}"


def _zipped(content: bytes) -> bytes:
    return _zipped_before(content) if len(content) <= REMEMBERED else gzip.compress(content, LEVEL, mtime=0)


@lru_cache(maxsize=128)
def _zipped_before(content: bytes) -> bytes:
    """The same bytes always give the same bytes, so nothing kept here is ever out of date; it is 4 MB at most."""
    return gzip.compress(content, LEVEL, mtime=0)


@lru_cache(maxsize=256)
def understands_gzip(accepted: str) -> bool:
    """Whether who says this in `Accept-Encoding` takes gzip."""
    for coding in accepted.lower().split(","):
        name, _, weight = coding.partition(";")
        if name.strip() == "gzip":
            return NEVER.fullmatch(weight.strip()) is None
    return False


def _as_it_was_known(request: HttpRequest, answer: HttpResponseBase) -> None:
    weak = f"W/{answer.get('ETag', '')}"
    vary_on(answer, "Accept-Encoding")
    if weak in request.META.get("HTTP_IF_NONE_MATCH", ""):
        answer["ETag"] = weak
