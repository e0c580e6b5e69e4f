"""Who belongs to an information provider belongs to exactly one, and is nothing else here."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from cms.accounts import roles
from cms.accounts.models import User
from cms.accounts.people import NEEDS_PROVIDER, NEEDS_ROLE
from fundfeed.models import Provider

from . import rows

ADDRESS = "/admin/users/new/"


@pytest.fixture
def provider(db: None) -> Provider:
    return rows.provider()


def entered(*groups: str, provider: Provider | None, **values: str) -> dict[str, object]:
    """The form of a person as an administrator fills it in."""
    return {
        "username": "ida",
        "email": "ida@example.org",
        "first_name": "Ida",
        "last_name": "Chan",
        "password1": "a-long-phrase-of-hers",
        "password2": "a-long-phrase-of-hers",
        "groups": [Group.objects.get(name=name).pk for name in groups],
        "provider": provider.pk if provider else "",
        **values,
    }


def test_an_administrator_ties_a_person_to_a_provider(superuser: Client, provider: Provider) -> None:
    assert 'name="provider"' in superuser.get(ADDRESS).content.decode()

    superuser.post(ADDRESS, entered(roles.INFORMATION_PROVIDER, provider=provider))

    ida = User.objects.get(username="ida")
    assert (ida.provider, ida.is_outsider) == (provider, True)


def test_the_role_without_a_provider_is_refused(superuser: Client, provider: Provider) -> None:
    page = superuser.post(ADDRESS, entered(roles.INFORMATION_PROVIDER, provider=None)).content.decode()

    assert NEEDS_PROVIDER in page
    assert not User.objects.filter(username="ida").exists()


@pytest.mark.parametrize(
    ("groups", "values"),
    [
        ((), {}),
        ((roles.AUDITOR,), {}),
        ((roles.INFORMATION_PROVIDER, roles.AUDITOR), {}),
        ((roles.INFORMATION_PROVIDER,), {"is_superuser": "on"}),
    ],
)
def test_a_provider_with_anything_but_the_role_is_refused(
    superuser: Client, provider: Provider, groups: tuple[str, ...], values: dict[str, str]
) -> None:
    page = superuser.post(ADDRESS, entered(*groups, provider=provider, **values)).content.decode()

    assert NEEDS_ROLE.replace("'", "&#x27;") in page
    assert not User.objects.filter(username="ida").exists()


def test_the_same_holds_for_somebody_who_is_there_already(superuser: Client, provider: Provider) -> None:
    ida = User.objects.create(username="ida", provider=provider)
    ida.groups.add(Group.objects.get(name=roles.INFORMATION_PROVIDER))

    superuser.post(f"/admin/users/edit/{ida.pk}/", entered(roles.AUDITOR, provider=provider, is_active="on"))
    refused = list(ida.groups.values_list("name", flat=True))
    superuser.post(f"/admin/users/edit/{ida.pk}/", entered(roles.AUDITOR, provider=None, is_active="on"))

    assert refused == [roles.INFORMATION_PROVIDER]
    assert list(ida.groups.values_list("name", flat=True)) == [roles.AUDITOR]
    assert not User.objects.get(pk=ida.pk).is_outsider
