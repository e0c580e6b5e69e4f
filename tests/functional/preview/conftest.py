"""Two editors in front of the admin."""

from collections.abc import Callable

import pytest
from django.test import Client

from cms.accounts.models import User
from tests.factories.moderation import maker, person

SignIn = Callable[[User], Client]


@pytest.fixture
def sign_in(db: None) -> SignIn:
    """A browser of somebody who signed in."""

    def of(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return of


@pytest.fixture
def at_maker(sign_in: SignIn) -> Client:
    """The maker's browser."""
    return sign_in(maker())


@pytest.fixture
def at_colleague(sign_in: SignIn) -> Client:
    """The browser of another editor."""
    return sign_in(person("colleague", "Content manager"))
