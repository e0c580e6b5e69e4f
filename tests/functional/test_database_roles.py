"""The check that finds a product connected as the owner of its tables."""

import pytest
from django.conf import LazySettings
from django.db import connection
from pytest_django import DjangoDbBlocker

from cms.database.checks import role_owns_no_table
from tests.factories.roles import become, owner, product


def test_the_tests_themselves_run_as_the_role_that_owns_nothing(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, count(*) FROM pg_tables WHERE tableowner = current_user GROUP BY 1")
        owned = cursor.fetchall()

    assert owned == []
    assert role_owns_no_table(["default"]) == []


@pytest.fixture
def connected_as_owner(django_db_setup: None, settings: LazySettings) -> None:
    """The product runs with the owner's address, as it did before there were two."""
    settings.DATABASE_ROLE = owner()["USER"]


def test_a_product_that_connects_as_the_owner_is_told(
    connected_as_owner: None, django_db_blocker: DjangoDbBlocker
) -> None:
    become(owner())
    try:
        with django_db_blocker.unblock():
            (warning,) = role_owns_no_table(["default"])
    finally:
        become(product())

    assert warning.id == "database.W001"
    assert "DATABASE_OWNER_URL" in str(warning.hint)
