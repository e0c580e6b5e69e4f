"""`POST /ops/alerts/`: the receiver of Alertmanager's webhook."""

import hmac
from typing import Final

import msgspec
import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from . import alerts

MOST_BYTES: Final = 1_000_000
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
            told = alerts.read(request.body)
        except (msgspec.ValidationError, msgspec.DecodeError) as error:
            return _refused(400, f"This is no notification of Alertmanager, version 4: {error}.")
        news = alerts.take(told, at=timezone.now())
        log.info("alerts.taken", alerts=len(told.alerts), news=news)
        return JsonResponse({"alerts": len(told.alerts), "news": news})


def _refused(status: int, why: str) -> JsonResponse:
    answer = JsonResponse({"error": why}, status=status)
    if status == 401:  # noqa: PLR2004 - the status says more than a name would
        answer["WWW-Authenticate"] = "Bearer"
    return answer
