"""Browsers of people who signed in."""

from django.test import Client

from cms.accounts.models import User


def browser_of(user: User) -> Client:
    """A browser of somebody who signed in."""
    client = Client()
    client.force_login(user)
    return client
