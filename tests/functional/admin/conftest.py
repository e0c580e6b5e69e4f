"""People who sign in to the admin."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from cms.accounts.models import User

SignIn = Callable[..., Client]


@pytest.fixture
def sign_in(db: None) -> SignIn:
    """Sign in as somebody who has these roles."""

    def as_(*roles: str, is_superuser: bool = False) -> Client:
        user = User.objects.create(username="somebody", is_superuser=is_superuser)
        user.groups.set([Group.objects.get(name=role) for role in roles])
        client = Client()
        client.force_login(user)
        return client

    return as_


@pytest.fixture
def superuser(sign_in: SignIn) -> Client:
    """Somebody with every permission that Django knows."""
    return sign_in(is_superuser=True)


@pytest.fixture
def operator(sign_in: SignIn) -> Client:
    """The person on duty."""
    return sign_in("System operator")
