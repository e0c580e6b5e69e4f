"""Requests of this process, whoever in it answered them: by part of the product, never by address."""

import time
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings
from django.urls import get_resolver
from prometheus_client import Counter, Histogram

ANSWERED_BY: Final = "operations.answered_by"
METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
AREAS: Final = frozenset({"admin", "partners", "static", "healthz", "readyz", "metrics"})
API: Final = "/api/v1/"
STATUSES: Final = {first: f"{first}xx" for first in "12345"}
BUCKETS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0)

REQUESTS: Final = Counter(
    "fundrepo_http_requests",
    "Requests by part, method, class of status and who answered",
    ("part", "method", "status", "by"),
)
SECONDS: Final = Histogram("fundrepo_http_seconds", "Until the answer began, by part", ("part",), buckets=BUCKETS)


class Behind:
    """The WSGI application that stands behind the front, which says so of what it answers."""

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Pass a request on."""
        environ[ANSWERED_BY] = "django"
        return self._application(environ, start_response)


class Counted:
    """The WSGI application that counts every request of `application`."""

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application
        self._parts: Mapping[str, str] | None = None

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request, and count it with its status when it begins to be answered."""
        began = time.perf_counter()
        told = "5"

        def start(status: str, *rest: Any) -> Any:
            nonlocal told
            told = status
            return start_response(status, *rest)

        try:
            return self._application(environ, start)
        finally:
            part, method = self._part(environ["PATH_INFO"]), environ["REQUEST_METHOD"]
            status = STATUSES.get(told[:1], "other")
            by = environ.get(ANSWERED_BY, "front")
            requests, seconds = _series(part, method if method in METHODS else "other", status, by)
            requests.inc()
            seconds.observe(time.perf_counter() - began)

    def _part(self, path: str) -> str:
        """A part of the product; what nobody knows is "other", so that nobody can make up new ones."""
        if path.startswith(API):
            return self._api_parts().get(path[len(API) :].partition("/")[0], "api:other")
        area = path.strip("/").partition("/")[0]
        return area if area in AREAS else "other"

    def _api_parts(self) -> Mapping[str, str]:
        if self._parts is None:  # addresses are known when Django is set up
            self._parts = {word: f"api:{word}" for word in _first_words()}
        return self._parts


@cache  # there are as many as parts, methods and statuses
def _series(part: str, method: str, status: str, by: str) -> tuple[Counter, Histogram]:
    return REQUESTS.labels(part, method, status, by), SECONDS.labels(part)


def _first_words() -> Iterable[str]:
    for pattern in get_resolver(settings.API_URLCONF).url_patterns:  # these alone: the admin's cost each process 9 MB
        yield str(pattern.pattern).removeprefix("^").partition("/")[0]
