"""Reading with places that PostgreSQL fills itself: bodies come as bytes, and what is asked often is planned once.

Django's own cursors write values into the text of each statement, which PostgreSQL then plans anew every time.
"""

from collections.abc import Sequence
from typing import Any

import psycopg
from django.db import InterfaceError, OperationalError, connection

Row = tuple[Any, ...]


class _PlannedOnce(psycopg.Cursor[Row]):
    """A cursor whose statements are prepared for as long as the connection lasts."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> "_PlannedOnce":
        return super().execute(query, params, prepare=True, **options)


class _PlannedAnew(psycopg.Cursor[Row]):
    """A cursor whose statements are planned for their values: a plan for any search at all is a bad one for most."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> "_PlannedAnew":
        return super().execute(query, params, prepare=False, **options)


def rows(statement: str, values: Sequence[Any], *, is_planned_once: bool = False) -> list[Row]:
    """The rows of a statement; a connection that died before, as when PostgreSQL was restarted, is made anew once."""
    try:
        return _rows(statement, values, is_planned_once)
    except (OperationalError, InterfaceError):
        if connection.in_atomic_block or not _is_dead():
            raise
        connection.close()
        return _rows(statement, values, is_planned_once)


def _rows(statement: str, values: Sequence[Any], is_planned_once: bool) -> list[Row]:
    connection.ensure_connection()
    kind = _PlannedOnce if is_planned_once else _PlannedAnew
    with kind(connection.connection) as raw:
        raw.format = psycopg.pq.Format.BINARY
        wrapped: Any = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
        cursor = wrapped(raw)
        cursor.execute(statement, values)
        found: list[Row] = cursor.fetchall()
        return found


def _is_dead() -> bool:
    return connection.connection is None or connection.connection.closed
