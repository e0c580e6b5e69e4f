"""Rights for people of tests: as in an installation, only whoever owns the tables gives them without an approval."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import Group
from django.db import connection

from cms.accounts.models import User
from tests.factories.roles import owner, session_as

OWNERS_HAND = """
CREATE OR REPLACE FUNCTION owner_does(statement text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN EXECUTE statement; END $$;
CREATE OR REPLACE FUNCTION owner_returns(statement text) RETURNS SETOF jsonb LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE made record;
BEGIN FOR made IN EXECUTE statement LOOP RETURN NEXT to_jsonb(made); END LOOP; END $$;
"""
WRITES = ("INSERT", "UPDATE", "DELETE")


def lend_owners_hand() -> None:
    """Give the test database, and no other, two functions by which tests write as the owner in their transaction."""
    with session_as(owner()) as session:
        session.execute(OWNERS_HAND.encode())


@contextmanager
def as_owner() -> Iterator[None]:
    """What the ORM writes inside is written by the role that owns the tables."""
    with connection.execute_wrapper(_by_owner):
        yield


def give(user: User, *roles: str) -> None:
    """These roles, beside those that the person has."""
    with as_owner():
        user.groups.add(*Group.objects.filter(name__in=roles))


def promote(user: User) -> None:
    """The rank of a superuser."""
    user.is_superuser = True
    with as_owner():
        user.save(update_fields=["is_superuser"])


def _by_owner(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    if not sql.startswith(WRITES):
        return execute(sql, params, many, context)
    statement = connection.ops.compose_sql(sql, params)  # type: ignore[attr-defined] # PostgreSQL's has it
    _, _, columns = sql.partition(" RETURNING ")
    if not columns:
        return execute("SELECT owner_does(%s)", [statement], many, context)
    table = columns.split(".")[0]  # the row has its name, so that the columns are found as they are asked for
    row = f"owner_returns(%s) told, jsonb_populate_record(NULL::{table}, told) {table}"
    return execute(f"SELECT {columns} FROM {row}", [statement], many, context)  # noqa: S608 - Django's own names
