"""The slowest queries, from pg_stat_statements: in this database or in the server's own, which no backup holds."""

from typing import Any, Final

import psycopg
from django.db import connection
from msgspec import Struct
from psycopg.rows import TupleRow

MOST: Final = 25
SERVERS_OWN: Final = "postgres"
INSTALLED: Final = "SELECT 1 FROM pg_extension WHERE extname = 'pg_stat_statements'"
SLOWEST: Final = """
SELECT query, calls, total_exec_time, mean_exec_time, rows,
    100.0 * total_exec_time / nullif(sum(total_exec_time) OVER (), 0)
FROM pg_stat_statements WHERE dbid = (SELECT oid FROM pg_database WHERE datname = %s)
    AND query NOT LIKE '<%%' ORDER BY total_exec_time DESC LIMIT %s
"""
HOW: Final = (
    "Not counted here. Set shared_preload_libraries = 'pg_stat_statements' and pg_stat_statements.track_utility = off, "
    "start PostgreSQL again, and as a superuser: CREATE EXTENSION pg_stat_statements in the database postgres."
)


class Statement(Struct, frozen=True):
    """One query without its values: how often, how long in all and each time, in milliseconds, and its share of all."""

    text: str
    calls: int
    total: float
    mean: float
    rows: int
    share: float


class Slowest(Struct, frozen=True):
    """The queries that took most time in all; `trouble` says why there are none."""

    statements: list[Statement]
    trouble: str = ""


def slowest() -> Slowest:
    """What takes the database's time, the most first."""
    name = str(connection.settings_dict["NAME"])
    parameters: dict[str, Any] = connection.get_connection_params()
    for database in (name, SERVERS_OWN):
        try:
            with psycopg.connect(**{**parameters, "dbname": database, "cursor_factory": psycopg.Cursor}) as asked:
                rows = _rows(asked, name)
        except psycopg.Error:
            continue
        if rows is not None:
            return Slowest([_statement(*row) for row in rows])
    return Slowest([], HOW)


def _statement(text: str, calls: int, total: float, mean: float, rows: int, share: Any) -> Statement:
    return Statement(" ".join(text.split()), calls, total, mean, rows, float(share or 0))


def _rows(asked: "psycopg.Connection[TupleRow]", name: str) -> list[TupleRow] | None:
    """The slowest of the database of that name; None where nobody counts."""
    if not asked.execute(INSTALLED).fetchone():
        return None
    return asked.execute(SLOWEST, [name, MOST]).fetchall()
