"""What may safely be done to a table or an index while everything goes on: by the owner, outside of transactions."""

from typing import Final

import structlog
from django.db import connection
from psycopg import sql

PATIENCE: Final = "SET lock_timeout = '5s'"  # who waits for a lock makes everybody wait who comes after
KNOWN: Final = (
    "SELECT 1 FROM pg_class WHERE relname = %s AND relkind = ANY(%s) AND relnamespace = 'public'::regnamespace"
)
TABLE, INDEX = ("r",), ("i",)
log = structlog.get_logger(__name__)


class UnknownNameError(ValueError):
    """There is no such table or index; the message names it."""


def analyse(table: str = "") -> None:
    """Count the statistics of one table anew, or of all."""
    _do("ANALYZE", table, TABLE) if table else _run(sql.SQL("ANALYZE"))


def vacuum(table: str) -> None:
    """Clear away dead rows of one table, and count its statistics anew; nobody is kept waiting."""
    _do("VACUUM (ANALYZE)", table, TABLE)


def reindex(index: str) -> None:
    """Build one index anew beside the old one, and take its place when it is whole."""
    _do("REINDEX INDEX CONCURRENTLY", index, INDEX)


def _do(what: str, name: str, kinds: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, [name, list(kinds)])
        if cursor.fetchone() is None:
            raise UnknownNameError(f"There is no {'index' if kinds == INDEX else 'table'} {name}.")
    _run(sql.SQL("{} {}").format(sql.SQL(what), sql.Identifier("public", name)))


def _run(statement: sql.SQL | sql.Composed) -> None:
    with connection.cursor() as cursor:
        cursor.execute(PATIENCE)
        cursor.execute(statement)
    log.info("database.upkeep", statement=statement.as_string(None))
