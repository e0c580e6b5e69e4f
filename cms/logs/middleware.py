"""A line for each request that Django answers, and what it tells the stream of security events."""

import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Final

import structlog
from django.contrib.messages import ERROR
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views import csrf

from .known import answering
from .security import tell

API: Final = "/api/"
IS_TOLD: Final = "logs.refusal_is_told"
log = structlog.get_logger("access")


class Lines:
    """Middleware: says what was asked, what came of it and how long it took; never an address or words of a search."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request."""
        began = time.perf_counter_ns()
        with answering(request):
            answer = self._get_response(request)
            if is_refusal(request, answer):
                tell("permission.refused", **{"url.path": request.path})
            log.info("request.answered", **_told(request, answer, time.perf_counter_ns() - began))
        return answer


def is_refusal(request: HttpRequest, answer: HttpResponseBase) -> bool:
    """Whether somebody who is signed in was refused something; Wagtail refuses by leading home with an error."""
    user = getattr(request, "_cached_user", None)
    if not getattr(user, "is_authenticated", False) or IS_TOLD in request.META:
        return False
    if answer.status_code == HTTPStatus.FORBIDDEN:
        return True
    queued = getattr(getattr(request, "_messages", None), "_queued_messages", ())
    is_led_home = answer.status_code == HTTPStatus.FOUND and answer.get("Location") == reverse("wagtailadmin_home")
    return is_led_home and any(message.level == ERROR for message in queued)


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's page for a form that came from elsewhere; `CSRF_FAILURE_VIEW` points here."""
    tell("csrf.refused", **{"url.path": request.path})
    request.META[IS_TOLD] = True
    return csrf.csrf_failure(request, reason=reason)


def _told(request: HttpRequest, answer: HttpResponseBase, nanoseconds: int) -> dict[str, object]:
    is_well = answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR
    return {
        "event.dataset": "api.access" if request.path.startswith(API) else "admin.access",
        "event.outcome": "success" if is_well else "failure",
        "event.duration": nanoseconds,
        "http.request.method": request.method,
        "http.response.status_code": answer.status_code,
        "url.path": request.path,
    }
