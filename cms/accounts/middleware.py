"""What stands before every page of the admin: limits of sessions, the second factor, and being asked again."""

import re
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from cms.logs.security import tell

from .confirmation import confirmed_recently, second_factor_shown, vouched_for
from .models import User
from .second_factor import has_second_factor, needs_second_factor
from .sessions import SEEN, STARTED
from .way_in import is_the_way_in

PRECISION = 60  # seconds between two notes of somebody's presence, so that not every page writes
ADMIN = "/admin/"
SENSITIVE = re.compile(
    r"/admin/((users|groups|snippets/access/accesschange)/(?!$|results/)|account/sessions/.|incidents/[^/]+/contain/$)"
)

Next = Callable[[HttpRequest], HttpResponse]


class AdminMiddleware:
    """Looks at requests of people who are signed in, for pages of the admin."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; `process_view` decides."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """The answer that takes the page's place, or nothing."""
        if not request.path.startswith(ADMIN) or not isinstance(request.user, User):
            return None
        return self.instead_of_the_page(request, request.user)

    def instead_of_the_page(self, request: HttpRequest, user: User) -> HttpResponse | None:
        """What this middleware asks for first."""
        raise NotImplementedError


class SessionLimits(AdminMiddleware):
    """Ends a session that nobody used for a while, or that is too old."""

    def instead_of_the_page(self, request: HttpRequest, user: User) -> HttpResponse | None:
        """Back to the sign-in when a limit is passed."""
        now = time.time()
        started, seen = request.session.setdefault(STARTED, now), request.session.setdefault(SEEN, now)
        if (
            now - started > settings.SESSION_LONGEST.total_seconds()
            or now - seen > settings.SESSION_IDLE.total_seconds()
        ):
            tell("session.ended", user_id=user.pk)
            logout(request)
            return _to(request, reverse("account_login"))
        if now - seen > PRECISION:
            request.session[SEEN] = now
        return None


class SecondFactor(AdminMiddleware):
    """Lets nobody into the admin without the second factor that one of their roles asks for."""

    def instead_of_the_page(self, request: HttpRequest, user: User) -> HttpResponse | None:
        """Setting up an app, or proving that one has it; a refusal to programs."""
        if is_the_way_in(request.resolver_match) or vouched_for(request) or not needs_second_factor(user):
            return None
        if not has_second_factor(user):
            return _to(request, reverse("mfa_activate_totp"))
        return None if second_factor_shown(request) else _to(request, reverse("mfa_reauthenticate"))


class ConfirmAgain(AdminMiddleware):
    """Asks again who sits there before people are changed or shut out, or a change of what they may do is proposed."""

    def instead_of_the_page(self, request: HttpRequest, user: User) -> HttpResponse | None:
        """The page that asks for password or code; who has neither signs in anew."""
        if not SENSITIVE.match(request.path) or confirmed_recently(request):
            return None
        methods = get_adapter().get_reauthentication_methods(user)
        if not methods:
            logout(request)
        return _to(request, methods[0]["url"] if methods else reverse("account_login"))


def _to(request: HttpRequest, address: str) -> HttpResponse:
    """There, and back here afterwards; a posted form is not kept, since it may hold what shouldn't be stored."""
    if request.headers.get("x-requested-with") == "XMLHttpRequest" or request.path.startswith("/admin/api/"):
        return HttpResponse("Sign in again first.", status=403, content_type="text/plain")
    return redirect(f"{address}?{urlencode({'next': request.get_full_path()})}")
