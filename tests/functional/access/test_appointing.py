"""The first people are appointed by whoever owns the database; nobody else is able to."""

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoDbBlocker

from cms.accounts import roles
from cms.accounts.models import User
from fundfeed.models import Message
from tests.factories.access import roles_of
from tests.factories.moderation import checker, person
from tests.factories.rights import as_owner
from tests.factories.scratch import scratch_database

ADA = ("appoint", "ada", "--email", "ada@example.org", "--role", roles.SYSTEM_ADMINISTRATOR)


def test_somebody_new_is_appointed_without_a_password_and_all_administrators_hear_of_it(db: None) -> None:
    overseer = checker("overseer")

    with as_owner():
        call_command(*ADA)

    ada, mail = User.objects.get(username="ada"), Message.objects.latest("pk")
    assert (roles_of(ada), ada.email, ada.has_usable_password()) == (
        {roles.SYSTEM_ADMINISTRATOR},
        "ada@example.org",
        False,
    )
    assert {overseer.email, "ada@example.org"} <= set(mail.recipients)
    assert "ada was given the role System administrator." in mail.text


def test_somebody_known_keeps_the_address(db: None) -> None:
    person("ada", roles.AUDITOR)

    with as_owner(), pytest.raises(CommandError, match="has another address"):
        call_command("appoint", "ada", "--email", "eve@example.org", "--role", roles.AUDITOR)


@pytest.mark.usefixtures("django_db_setup")
def test_the_command_takes_the_owners_address_and_is_refused_to_the_product(django_db_blocker: DjangoDbBlocker) -> None:
    with scratch_database(django_db_blocker) as scratch:
        product_only = type(scratch)({**scratch.environment, "DATABASE_OWNER_URL": ""})

        refused, done = product_only.manage(*ADA), scratch.manage(*ADA)

        assert refused.returncode != 0
        assert "nobody approved" in refused.stderr
        assert (done.returncode, scratch.ask("SELECT username, is_superuser FROM accounts_user")) == (
            0,
            [("ada", False)],
        )
