"""When somebody last proved who they are, in this session."""

import time

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest

SECOND_FACTOR = "mfa"
BY_PROVIDER = "provider"  # the organisation's identity provider asked for it


def confirmed_recently(request: HttpRequest) -> bool:
    """Whether the last proof, a sign-in or a confirmation, is younger than `CONFIRM_AGAIN_MINUTES`."""
    proofs = [record["at"] for record in get_authentication_records(request, request.user)]
    return bool(proofs) and time.time() - max(proofs) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def second_factor_shown(request: HttpRequest) -> bool:
    """Whether this session was opened or confirmed with a second factor."""
    return any(record["method"] == SECOND_FACTOR for record in get_authentication_records(request, request.user))


def vouched_for(request: HttpRequest) -> bool:
    """Whether the identity provider says that it asked for a second factor at this sign-in."""
    return any(record.get("type") == BY_PROVIDER for record in get_authentication_records(request, request.user))
