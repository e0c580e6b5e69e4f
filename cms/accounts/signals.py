"""What the packages tell us about people, and what we make of it."""

import time
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from .browsers import browser_of
from .confirmation import SECOND_FACTOR
from .models import User
from .sessions import BROWSER, SEEN, STARTED


@receiver(user_logged_in)
def begin_session(*, request: HttpRequest | None = None, **_: Any) -> None:
    """Each session says where and when it began, for the person whose it is."""
    if request is not None:
        now = time.time()
        browser = browser_of(request.headers.get("User-Agent", ""))
        request.session.update({STARTED: now, SEEN: now, BROWSER: browser})


@receiver(authenticator_added)
def count_as_shown(*, request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """Who has just set up the app has typed in its code: that session needs no second one."""
    if authenticator.type == Authenticator.Type.TOTP:
        record_authentication(request, user, SECOND_FACTOR, id=authenticator.pk, type=authenticator.type)
