"""Rows as PostgreSQL reads them, written in advance: any thread packs, the one that has the connection sends.

`psycopg.Copy` writes them in PostgreSQL's binary form, which takes half of the time of text on both sides.
"""

import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

import msgspec
from django.db import connection, models
from msgspec import Struct
from psycopg import Copy
from psycopg.adapt import Dumper
from psycopg.copy import FileWriter
from psycopg.pq import Format
from psycopg.types.json import Jsonb

_LIMITS = re.compile(r"\(.*?\)")


class _TsVectorDumper(Dumper):
    """`search.stored_terms` has written it as PostgreSQL wants it; psycopg knows no such type."""

    format = Format.BINARY
    oid = 3614

    def dump(self, obj: bytes) -> bytes:
        return obj


class _TsVector(bytes):
    """Only the name under which psycopg finds the dumper above."""


class Packed(Struct, frozen=True):
    """Rows in the form in which they travel, and how many they are."""

    content: bytes
    count: int


class Packing:
    """How rows of one table travel: made in the thread that has the connection, used by one thread at a time."""

    def __init__(self, model: type[models.Model], fields: Sequence[str]) -> None:
        self.columns = [_column(model, name) for name in fields]
        self._types = _types(model, self.columns)
        self._json = [place for place, name in enumerate(self._types) if name == "jsonb"]
        connection.ensure_connection()
        self._form = connection.connection.cursor()  # knows the types, and is never asked to do anything

    def packed(self, rows: Iterable[Sequence[Any]]) -> Packed:
        """These rows, ready to be sent; without the database."""
        content = BytesIO()
        with Copy(self._form, binary=True, writer=FileWriter(content)) as copy:
            count = self.write(copy, rows)
        return Packed(content.getvalue(), count)

    def write(self, copy: Copy, rows: Iterable[Sequence[Any]]) -> int:
        """Write these rows; says how many they were."""
        count = 0
        copy.cursor.adapters.register_dumper(_TsVector, _TsVectorDumper)
        copy.set_types(self._types)
        for row in rows:
            copy.write_row(_adapted(row, self._json))
            count += 1
        return count


def _adapted(row: Sequence[Any], json: list[int]) -> Sequence[Any]:
    """The row with the values at these places as JSON; bytes and text are JSON already."""
    if not json:
        return row
    adapted = list(row)
    for place in json:
        if (value := row[place]) is not None:
            adapted[place] = Jsonb(value, _as_json)
    return adapted


def _as_json(value: Any) -> bytes | str:
    return value if isinstance(value, bytes | str) else msgspec.json.encode(value)


def _column(model: type[models.Model], name: str) -> str:
    return next(str(field.column) for field in model._meta.concrete_fields if field.name == name)


def _types(model: type[models.Model], columns: list[str]) -> list[str]:
    """What PostgreSQL calls the types of these columns, without their limits."""
    types = {field.column: field.db_type(connection) or "" for field in model._meta.concrete_fields}
    return [_LIMITS.sub("", types[column]) for column in columns]
