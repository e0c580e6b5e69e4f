"""Who belongs to an information provider belongs to exactly one, and is nothing else here."""

import pytest
from django.core.exceptions import ValidationError

from cms.accounts import roles
from cms.accounts.models import User
from cms.accounts.people import NEEDS_PROVIDER, NEEDS_ROLE
from fundfeed.models import Provider
from tests.factories.access import manager, proposal
from tests.factories.moderation import person, publish
from tests.functional.admin import rows


@pytest.fixture
def provider(db: None) -> Provider:
    """A provider of its own."""
    return rows.provider()


def test_an_approval_ties_a_person_to_a_provider(provider: Provider) -> None:
    publish(proposal(person("ida"), roles.INFORMATION_PROVIDER, provider=provider), by=manager())

    ida = User.objects.get(username="ida")
    assert (ida.provider, ida.is_outsider) == (provider, True)


def test_the_role_without_a_provider_is_refused(provider: Provider) -> None:
    with pytest.raises(ValidationError, match=NEEDS_PROVIDER):
        proposal(person("ida"), roles.INFORMATION_PROVIDER).full_clean()


@pytest.mark.parametrize(
    ("wanted", "is_superuser"),
    [
        ((), False),
        ((roles.AUDITOR,), False),
        ((roles.INFORMATION_PROVIDER, roles.AUDITOR), False),
        ((roles.INFORMATION_PROVIDER,), True),
    ],
)
def test_a_provider_with_anything_but_the_role_is_refused(
    provider: Provider, wanted: tuple[str, ...], is_superuser: bool
) -> None:
    with pytest.raises(ValidationError, match=NEEDS_ROLE):
        proposal(person("ida"), *wanted, provider=provider, is_superuser=is_superuser).full_clean()
