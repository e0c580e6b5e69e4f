"""Who is at the screen."""

from django.http import HttpRequest

from .models import User


def signed_in(request: HttpRequest) -> User:
    """The person who signed in; the admin lets nobody else in."""
    if not isinstance(request.user, User):
        raise TypeError("The admin is for people who signed in.")
    return request.user
