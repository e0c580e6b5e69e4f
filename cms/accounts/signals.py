"""What the packages tell us about people, and what we make of it."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.dispatch import receiver
from django.http import HttpRequest

from .confirmation import SECOND_FACTOR
from .models import User


@receiver(authenticator_added)
def count_as_shown(*, request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """Who has just set up the app has typed in its code: that session needs no second one."""
    if authenticator.type == Authenticator.Type.TOTP:
        record_authentication(request, user, SECOND_FACTOR, id=authenticator.pk, type=authenticator.type)
