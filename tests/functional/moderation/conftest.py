"""People in front of the admin."""

from collections.abc import Callable

import pytest
from django.test import Client

from cms.accounts.models import User
from tests.factories.browsers import browser_of
from tests.factories.moderation import checker, maker

SignIn = Callable[[User], Client]


def text(client: Client, address: str) -> str:
    """What a browser gets at an address that answers."""
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return answer.content.decode()


@pytest.fixture
def sign_in(db: None) -> SignIn:
    """A browser of somebody who signed in."""
    return browser_of


@pytest.fixture
def at_maker(sign_in: SignIn) -> Client:
    """The maker's browser."""
    return sign_in(maker())


@pytest.fixture
def at_checker(sign_in: SignIn) -> Client:
    """The checker's browser."""
    return sign_in(checker())
