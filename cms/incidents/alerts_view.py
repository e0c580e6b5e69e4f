"""`POST /ops/alerts/`: the receiver of Alertmanager's webhook."""

import hmac
import logging
from typing import Final

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from . import alerts, alerts_read

MOST_BYTES: Final = 1_000_000
ASK_AGAIN: Final = "60"
log = structlog.get_logger(__name__)


@method_decorator(csrf_exempt, name="dispatch")
class AlertsView(View):
    """Takes alerts from whoever shows ALERTS_TOKEN; the same alerts again change nothing."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Read the notification and act on it."""
        if not settings.ALERTS_TOKEN:
            return _refused(404, "Alerts aren't taken here: ALERTS_TOKEN isn't set.")
        shown = request.headers.get("Authorization", "").encode()
        if not hmac.compare_digest(shown, f"Bearer {settings.ALERTS_TOKEN}".encode()):
            return _refused(401, "Show ALERTS_TOKEN as a bearer token.")
        if len(request.body) > MOST_BYTES:
            return _refused(413, f"A notification has at most {MOST_BYTES:,} bytes.")
        try:
            told = alerts_read.read(request.body)
        except alerts_read.UnreadableError as error:
            return _refused(400, f"This is no notification of Alertmanager, version 4: {error}.")
        return _answer(len(told.alerts) + len(told.refused), alerts.take(told, at=timezone.now()))


def _answer(count: int, taken: alerts.Taken) -> JsonResponse:
    """What was taken; 503 asks Alertmanager to send all of it again, which changes nothing of what was taken."""
    told = {"alerts": count, "news": taken.news} | ({"refused": taken.refused} if taken.refused else {})
    log.log(logging.WARNING if taken.refused else logging.INFO, "alerts.taken", **told)
    if not taken.failed:
        return JsonResponse(told)
    answer = JsonResponse(told | {"failed": taken.failed}, status=503)
    answer["Retry-After"] = ASK_AGAIN
    return answer


def _refused(status: int, why: str) -> JsonResponse:
    answer = JsonResponse({"error": why}, status=status)
    if status == 401:  # noqa: PLR2004 - the status says more than a name would
        answer["WWW-Authenticate"] = "Bearer"
    return answer
