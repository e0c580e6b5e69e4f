"""Statements that PostgreSQL plans once for each connection, asked through libpq itself.

A cursor goes through some forty calls of Python for one row, which costs three times what the row does.
"""

from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final, NamedTuple
from weakref import WeakKeyDictionary

import psycopg
from psycopg import pq
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import FeatureNotSupported, InvalidSqlStatementName, error_from_result

Row = tuple[Any, ...]
PLACE: Final = "%s"
STALE: Final = (FeatureNotSupported, InvalidSqlStatementName)  # a column has another type now, or a pooler forgot
AS_THEY_COME: Final = [PyFormat.AUTO] * 16  # as many values as a statement of ours has at most
_statements_of: Final = WeakKeyDictionary[psycopg.Connection, dict[Any, "_Stated"]]()


class _Stated(NamedTuple):
    """A statement with its places as PostgreSQL counts them, and the name under which connections know it."""

    name: bytes
    query: bytes


class Prepared:
    """As much of a cursor as Django's wrappers need: it executes a statement and holds its rows."""

    def __init__(self, connection: "psycopg.Connection[Any]") -> None:
        self._connection = connection
        self._rows: list[Row] = []
        self._query: _Stated | None = None  # Django's log of queries looks here

    def execute(self, statement: str, values: Sequence[Any]) -> None:
        """Ask; values and rows travel in binary form."""
        connection, asked = self._connection, self._connection.pgconn
        if not connection.autocommit and asked.transaction_status == pq.TransactionStatus.IDLE:
            connection.execute("")  # psycopg begins a transaction with its own first statement only
        reading = Transformer(connection)
        given: Any = reading.dump_sequence(values, AS_THEY_COME[: len(values)])  # None among them is NULL
        self._query = stated = self._known(statement, reading.types)
        said = asked.exec_prepared(stated.name, given, reading.formats, pq.Format.BINARY)
        reading.set_pgresult(said if said.status == pq.ExecStatus.TUPLES_OK else self._sound(said))
        self._rows = reading.load_rows(0, said.ntuples, tuple)

    def fetchall(self) -> list[Row]:
        """All rows."""
        return self._rows

    def _known(self, statement: str, types: tuple[int, ...] | None) -> _Stated:
        """The statement, which the connection knows from now on if it didn't."""
        known = _statements_of.get(self._connection)
        if known is None:
            known = _statements_of[self._connection] = {}
        stated = known.get((statement, types))
        if stated is None:
            stated = _stated(statement, types)
            self._sound(self._connection.pgconn.prepare(stated.name, stated.query, types))
            known[statement, types] = stated
        return stated

    def _sound(self, result: pq.abc.PGresult) -> pq.abc.PGresult:
        if result.status in (pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK):
            return result
        if self._connection.closed:  # libpq says so without a code
            raise psycopg.OperationalError(result.get_error_message())
        error = error_from_result(result)
        if isinstance(error, STALE):  # it would fail on this connection for good: a new one prepares anew
            self._connection.close()
            raise psycopg.OperationalError(str(error)) from error
        raise error


@lru_cache(maxsize=256)
def _stated(statement: str, types: tuple[int, ...] | None) -> _Stated:
    name = f"read_{sha256(f'{types}{statement}'.encode()).hexdigest()[:32]}"
    first, *others = statement.split(PLACE)
    numbered = first + "".join(f"${number}{part}" for number, part in enumerate(others, start=1))
    return _Stated(name.encode(), numbered.encode())
