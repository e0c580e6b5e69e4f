"""A migration that builds indexes outside of a transaction broke off: it is run again, whatever it left behind."""

from django.db import connection
from pytest_django import DjangoDbBlocker

from tests.factories.roles import owner, session_as
from tests.factories.scratch import NAME, scratch_database
from tests.verification.conftest import connected_to

LEFT = "CREATE INDEX delivery_next ON partners_webhookdelivery (endpoint_id)"
FOUND = "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'partners_webhookdelivery' ORDER BY 1"


def test_it_ends_with_the_same_indexes(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    with scratch_database(django_db_blocker) as scratch, django_db_blocker.unblock(), connected_to(NAME=NAME):
        with connection.cursor() as cursor:
            cursor.execute(FOUND)
            before = cursor.fetchall()
        assert scratch.manage("migrate", "partners", "0007").returncode == 0
        with session_as(owner(), database=NAME) as session:
            session.execute(LEFT)
        again = scratch.manage("migrate", "partners")
        with connection.cursor() as cursor:
            cursor.execute(FOUND)
            after = cursor.fetchall()

    assert (again.returncode, after) == (0, before), again.stderr
