"""Signing in by the organisation's identity provider, which takes roles away and gives none."""

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from cms.accounts import roles
from cms.accounts.models import User
from fundfeed.models import Message
from tests.factories.identity_provider import CLIENT, SECRET, IdentityProvider, identity_provider
from tests.factories.rights import give

from .people import is_in, person

LOGIN = "/admin/sign-in/oidc/organisation/login/"
ADA = {
    "sub": "0001",
    "preferred_username": "ada",
    "email": "ada@fund.test",
    "given_name": "Ada",
    "family_name": "Chan",
    "groups": ["fund-auditors", "football"],
}


@pytest.fixture
def provider(settings: Settings, db: None, fresh_limits: None) -> Iterator[IdentityProvider]:
    """An identity provider that knows Ada, whose group gives her the role of an auditor."""
    with identity_provider() as provider:
        provider.claims = dict(ADA)
        settings.OIDC_ROLES = {"fund-auditors": roles.AUDITOR, "fund-marketing": roles.MARKETING}
        settings.SOCIALACCOUNT_PROVIDERS = configured(provider.issuer)
        yield provider


def configured(issuer: str, secret: str = SECRET) -> dict[str, object]:
    """The setting that `OIDC_ISSUER` and its companions make."""
    app = {
        "provider_id": "organisation",
        "name": "Example Bank",
        "client_id": CLIENT,
        "secret": secret,
        "settings": {"server_url": issuer, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app]}}


def sign_in_by(provider: IdentityProvider, client: Client) -> int:
    """Go there and come back; returns the status of the way back."""
    away = client.post(f"{LOGIN}?process=login")["Location"]
    return client.get(provider.authorize(away)).status_code


def roles_of(username: str) -> set[str]:
    return set(User.objects.get(username=username).groups.values_list("name", flat=True))


def approved(username: str, *names: str) -> User:
    """Somebody who was given these roles here and has no password."""
    user = person(username, *names)
    user.set_unusable_password()
    user.save()
    return user


def test_the_first_time_makes_the_person_without_a_role_and_tells_the_administrators(
    provider: IdentityProvider, client: Client
) -> None:
    status = sign_in_by(provider, client)

    ada = User.objects.get(username="ada")
    assert (status, is_in(client), roles_of("ada")) == (403, False, set())
    assert (ada.email, ada.first_name, ada.has_usable_password()) == ("ada@fund.test", "Ada", False)
    assert Message.objects.filter(text__contains="roles of ada that nobody approved here: Auditor.").exists()


def test_who_was_approved_since_comes_in(provider: IdentityProvider, client: Client) -> None:
    sign_in_by(provider, Client())
    give(User.objects.get(username="ada"), roles.AUDITOR)

    sign_in_by(provider, client)

    assert is_in(client)
    assert roles_of("ada") == {roles.AUDITOR}


def test_each_time_roles_are_kept_that_are_stated_and_no_other_is_given(
    provider: IdentityProvider, client: Client
) -> None:
    approved("ada", roles.AUDITOR, roles.CONTENT_MANAGER)
    provider.claims["groups"] = ["fund-auditors", "fund-marketing"]

    sign_in_by(provider, client)

    assert is_in(client)
    assert roles_of("ada") == {roles.AUDITOR}
    assert Message.objects.filter(text__contains="nobody approved here: Marketing.").exists()


def test_who_has_none_of_the_groups_is_not_admitted(provider: IdentityProvider, client: Client) -> None:
    provider.claims["groups"] = ["football"]

    status = sign_in_by(provider, client)

    assert status == 403
    assert not is_in(client)
    assert not User.objects.exists()


def test_who_was_deactivated_here_stays_out(provider: IdentityProvider, client: Client) -> None:
    person("ada", roles.AUDITOR, is_active=False)

    assert sign_in_by(provider, client) == 403
    assert not is_in(client)


def test_somebody_known_by_that_user_name_is_the_same_person(provider: IdentityProvider, client: Client) -> None:
    approved("Ada", roles.AUDITOR)

    sign_in_by(provider, client)

    assert is_in(client)
    assert User.objects.count() == 1


def test_an_account_with_a_password_of_its_own_is_not_taken_over(provider: IdentityProvider, client: Client) -> None:
    person("ada", roles.AUDITOR)

    assert sign_in_by(provider, client) == 403
    assert not is_in(client)


@pytest.mark.parametrize("rank", [True, False], ids=["superuser", "already tied to another identity"])
def test_a_name_that_belongs_to_somebody_else_is_refused(
    provider: IdentityProvider, client: Client, rank: bool
) -> None:
    if rank:
        person("ada", is_superuser=True)
    else:
        sign_in_by(provider, Client())
        provider.claims["sub"] = "0002"

    assert sign_in_by(provider, client) == 403
    assert not is_in(client)


def test_a_second_factor_asked_there_counts_here(
    provider: IdentityProvider, client: Client, settings: Settings
) -> None:
    settings.SECOND_FACTOR_ROLES = frozenset({roles.AUDITOR})
    approved("ada", roles.AUDITOR)
    without = Client()

    sign_in_by(provider, without)
    provider.claims["amr"] = ["pwd", "mfa"]
    sign_in_by(provider, client)

    assert without.get("/admin/")["Location"].startswith("/admin/sign-in/second-factor/totp/activate/")
    assert is_in(client)


def test_a_wrong_secret_or_a_forged_way_back_opens_nothing(
    provider: IdentityProvider, client: Client, settings: Settings
) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = configured(provider.issuer, secret="not ours")

    sign_in_by(provider, client)
    client.get("/admin/sign-in/oidc/organisation/login/callback/?code=made-up&state=made-up")

    assert not is_in(client)
    assert not User.objects.exists()


def test_the_page_offers_it_when_it_is_set_up(provider: IdentityProvider, client: Client) -> None:
    assert "Sign in with Example Bank" in client.get("/admin/login/").content.decode()


def test_it_is_off_unless_it_is_set_up(client: Client, db: None) -> None:
    assert "Sign in with" not in client.get("/admin/login/").content.decode()
    assert client.post(f"{LOGIN}?process=login").status_code == 404
