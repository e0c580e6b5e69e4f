"""People who sign in to the admin."""

import time
from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from cms.accounts import roles
from cms.accounts.models import User
from tests.factories.rights import as_owner

from .people import person

SignIn = Callable[..., Client]


@pytest.fixture(autouse=True)
def quick_passwords(settings: Settings) -> None:
    """A hash that takes no time: these tests sign in many times."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def sign_in(db: None) -> SignIn:
    """Sign in as somebody who has these roles."""

    def as_(*roles: str, is_superuser: bool = False) -> Client:
        with as_owner():
            user = User.objects.create(username="somebody", is_superuser=is_superuser)
            user.groups.set([Group.objects.get(name=role) for role in roles])
        client = Client()
        client.force_login(user)
        confirm(client, user)
        return client

    return as_


def confirm(client: Client, user: User) -> None:
    """What a sign-in by password leaves in the session, which `force_login` leaves out."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


@pytest.fixture
def superuser(sign_in: SignIn) -> Client:
    """Somebody with every permission that Django knows."""
    return sign_in(is_superuser=True)


@pytest.fixture
def operator(sign_in: SignIn) -> Client:
    """The person on duty."""
    return sign_in("System operator")


@pytest.fixture
def fresh_limits() -> None:
    """Nobody has tried anything yet."""
    cache.clear()


@pytest.fixture
def manager(sign_in: SignIn) -> Client:
    """Somebody who manages people."""
    return sign_in(roles.BUSINESS_OPERATOR)


@pytest.fixture
def overseer(db: None) -> User:
    """A system administrator, who is told of everything."""
    return person("overseer", roles.SYSTEM_ADMINISTRATOR)
