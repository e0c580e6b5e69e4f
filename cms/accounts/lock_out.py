"""Who guesses passwords is locked out for a while: by user name, and by address with a wider limit."""

from typing import Any

from allauth.core.internal.httpkit import get_client_ip
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest
from django.utils import timezone

from .models import User


class TwoLimits(AxesDatabaseHandler):
    """Counts failures of a user name from anywhere, and of an address for any user name."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """Failures of the user name, or those of the address scaled to the same limit."""
        by_name = _failures(username=client_username(request, credentials))
        by_address = _failures(ip_address=client_address(request))
        return max(by_name, by_address * settings.AXES_FAILURE_LIMIT // settings.AXES_ADDRESS_LIMIT)

    def reset_user_attempts(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """Forget the failures of who signed in, and of nobody else from the same address."""
        return unlock(client_username(request, credentials))


def client_address(request: HttpRequest) -> str | None:
    """Where the request comes from; of `X-Forwarded-For` only what our own proxies wrote, see `TRUSTED_PROXIES`."""
    return get_client_ip(request)


def client_username(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The user name that is being tried, in one spelling."""
    typed = (credentials or {}).get("username") or request.POST.get("login", "")
    return str(typed)[:150].lower()


def is_locked_out(user: User) -> bool:
    """Whether the user name has failed too often within the cool-off."""
    return _failures(username=user.username.lower()) >= settings.AXES_FAILURE_LIMIT


def unlock(username: str) -> int:
    """Let a user name in again; returns how many records of failures were forgotten."""
    return AccessAttempt.objects.filter(username=username.lower()).delete()[0]


def unlock_address(address: str) -> int:
    """Let an address in again; returns how many records of failures were forgotten."""
    return AccessAttempt.objects.filter(ip_address=address).delete()[0]


def _failures(**whose: str | None) -> int:
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    recent = AccessAttempt.objects.filter(attempt_time__gte=since, **whose)
    return recent.aggregate(sum=Sum("failures_since_start"))["sum"] or 0
