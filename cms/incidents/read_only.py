"""Read-only mode: the admin refuses every change; the public, and whoever reads the admin, notice nothing."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import Resolver404, resolve

from cms.accounts.way_in import is_the_way_in

from .models import read_only_since

READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
CLOSED: Final = ("/admin/", "/partners/")
# Signing in, and the incident itself: its timeline, and the switch that lifts this.
OPEN: Final = "/admin/incidents/"
ASK_AGAIN: Final = "600"


class ReadOnly:
    """Middleware: answers 503, with the reason, to whatever would change something."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request; only those that would change something cost a question."""
        if request.method in READING or not request.path.startswith(CLOSED) or _stays_open(request.path):
            return self._get_response(request)
        switch = read_only_since()
        return self._get_response(request) if switch is None else _refusal(request, switch)


def _refusal(request: HttpRequest, switch: object) -> HttpResponse:
    answer = render(request, "incidents/read_only.html", {"switch": switch}, status=503)
    answer["Retry-After"] = ASK_AGAIN
    answer["Cache-Control"] = "no-store"
    return answer


def _stays_open(path: str) -> bool:
    if path.startswith(OPEN):
        return True
    try:
        return is_the_way_in(resolve(path))
    except Resolver404:
        return False
