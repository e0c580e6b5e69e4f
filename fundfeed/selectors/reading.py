"""Reading with places that PostgreSQL fills itself: bodies come as bytes, and what is asked often is planned once.

Django's own cursors write values into the text of each statement, which PostgreSQL then plans anew every time.
"""

from collections.abc import Sequence
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections

from .prepared import Prepared, Row


class _PlannedAnew(psycopg.Cursor[Row]):
    """A cursor whose statements are planned for their values: a plan for any search at all is a bad one for most."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> "_PlannedAnew":
        return super().execute(query, params, prepare=False, binary=True, **options)


def rows(statement: str, values: Sequence[Any], *, is_planned_once: bool = False) -> list[Row]:
    """The rows of a statement; a connection that died before, as when PostgreSQL was restarted, is made anew once."""
    connection = connections[DEFAULT_DB_ALIAS]
    try:
        return _rows(connection, statement, values, is_planned_once)
    except (OperationalError, InterfaceError):
        if connection.in_atomic_block or not _is_dead(connection):
            raise
        connection.close()
        return _rows(connection, statement, values, is_planned_once)


def _rows(connection: Any, statement: str, values: Sequence[Any], is_planned_once: bool) -> list[Row]:
    connection.ensure_connection()
    if is_planned_once and not (connection.queries_logged or connection.execute_wrappers or connection.needs_rollback):
        return _directly(connection, statement, values)
    kind = Prepared if is_planned_once else _PlannedAnew
    wrapped = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    cursor = wrapped(kind(connection.connection))
    cursor.execute(statement, values)
    found: list[Row] = cursor.fetchall()
    return found


def _directly(connection: Any, statement: str, values: Sequence[Any]) -> list[Row]:
    """The same without Django's wrapper: nobody counts queries, and no transaction is broken."""
    cursor = Prepared(connection.connection)
    try:
        cursor.execute(statement, values)
    except psycopg.Error:
        with connection.wrap_database_errors:
            raise
    return cursor.fetchall()


def _is_dead(connection: Any) -> bool:
    return connection.connection is None or connection.connection.closed
