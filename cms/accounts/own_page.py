"""One's own page: the ways to change password and second factor."""

from django.http import HttpRequest
from django.urls import reverse


def change_password(request: HttpRequest) -> dict[str, str] | None:
    """For those who sign in by password here."""
    if not (request.user.is_authenticated and request.user.has_usable_password()):
        return None
    return {
        "url": reverse("account_change_password"),
        "label": "Change password",
        "help_text": "Ends your sessions on all other devices.",
    }


def change_second_factor(_request: HttpRequest) -> dict[str, str]:
    """For everybody."""
    return {
        "url": reverse("mfa_index"),
        "label": "Second factor",
        "help_text": "Your authenticator app, and recovery codes for the day your phone is lost.",
    }
