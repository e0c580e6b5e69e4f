"""Two editors in front of the admin."""

from collections.abc import Callable

import pytest
from django.test import Client

from cms.accounts.models import User
from tests.factories.browsers import browser_of
from tests.factories.moderation import maker, person

SignIn = Callable[[User], Client]


@pytest.fixture
def sign_in(db: None) -> SignIn:
    """A browser of somebody who signed in."""
    return browser_of


@pytest.fixture
def at_maker(sign_in: SignIn) -> Client:
    """The maker's browser."""
    return sign_in(maker())


@pytest.fixture
def at_colleague(sign_in: SignIn) -> Client:
    """The browser of another editor."""
    return sign_in(person("colleague", "Content manager"))
