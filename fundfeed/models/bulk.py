"""Set-based writes: rows travel by COPY into a temporary table and are merged by one statement."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models
from psycopg import Copy, sql

from .packing import Packed, Packing

Rows = Iterable[Sequence[Any]] | Packed
REFERENCES = """
    SELECT conname FROM pg_constraint WHERE contype = 'f' AND condeferrable AND conrelid = ANY(%s::regclass[])
"""


def merge(
    model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]], *, key: Sequence[str]
) -> int:
    """Insert the rows, or update those whose `key` exists and that differ; return how many were written.

    `fields` are field names in the order of each row's values; must run inside a transaction.
    """
    if not model._default_manager.exists():  # nothing to merge with: the first load needs no detour
        return add(model, fields, rows)
    packing, keys = Packing(model, fields), Packing(model, key).columns
    rest = [column for column in packing.columns if column not in keys]
    return _insert(model, packing, rows, keys, _update(model, rest))


def add_missing(
    model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]], *, key: Sequence[str]
) -> int:
    """Append the rows whose `key` isn't there yet and leave the others as they are; return how many were written."""
    if not model._default_manager.exists():
        return add(model, fields, rows)
    return _insert(model, Packing(model, fields), rows, Packing(model, key).columns, sql.SQL("DO NOTHING"))


def add(model: type[models.Model], fields: Sequence[str], rows: Rows) -> int:
    """Append rows by COPY straight into the table; return how many. They may be packed already, for these fields."""
    return _copy(sql.Identifier(model._meta.db_table), Packing(model, fields), rows)


def check_references(*models: type[models.Model]) -> None:
    """Have what was written so far to these tables, which refer to others, checked now instead of at the commit.

    Raises `IntegrityError`, as the commit would.
    """
    with connection.cursor() as cursor:
        cursor.execute(REFERENCES, [[model._meta.db_table for model in models]])
        names = _list(name for (name,) in cursor.fetchall())
        cursor.execute(sql.SQL("SET CONSTRAINTS {} IMMEDIATE").format(names))
        cursor.execute(sql.SQL("SET CONSTRAINTS {} DEFERRED").format(names))


def _insert(
    model: type[models.Model],
    packing: Packing,
    rows: Iterable[Sequence[Any]],
    keys: list[str],
    action: sql.Composable,
) -> int:
    staging = _staged(model, packing, rows)
    statement = sql.SQL("INSERT INTO {table} ({columns}) SELECT {columns} FROM {staging} ON CONFLICT ({keys}) {action}")
    parts = {"columns": _list(packing.columns), "keys": _list(keys), "staging": staging, "action": action}
    with connection.cursor() as cursor:
        cursor.execute(statement.format(table=sql.Identifier(model._meta.db_table), **parts))
        return int(cursor.rowcount)


def _staged(model: type[models.Model], packing: Packing, rows: Iterable[Sequence[Any]]) -> sql.Identifier:
    staging = sql.Identifier(f"staged_{model._meta.model_name}")
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP TABLE IF EXISTS pg_temp.{}").format(staging))
        cursor.execute(
            sql.SQL(
                "CREATE TEMPORARY TABLE {staging} ON COMMIT DROP AS SELECT {columns} FROM {table} WITH NO DATA"
            ).format(staging=staging, columns=_list(packing.columns), table=sql.Identifier(model._meta.db_table))
        )
    _copy(staging, packing, rows)
    return staging


def _copy(table: sql.Identifier, packing: Packing, rows: Rows) -> int:
    statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT BINARY)").format(table, _list(packing.columns))
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        return _send(copy, rows) if isinstance(rows, Packed) else packing.write(copy, rows)


def _send(copy: Copy, packed: Packed) -> int:
    copy.write(packed.content)
    return packed.count


def _update(model: type[models.Model], columns: list[str]) -> sql.Composable:
    if not columns:
        return sql.SQL("DO NOTHING")
    table = sql.Identifier(model._meta.db_table)
    return sql.SQL("DO UPDATE SET {assignments} WHERE ({old}) IS DISTINCT FROM ({new})").format(
        assignments=sql.SQL(", ").join(
            sql.SQL("{0} = excluded.{0}").format(sql.Identifier(column)) for column in columns
        ),
        old=sql.SQL(", ").join(sql.SQL("{}.{}").format(table, sql.Identifier(column)) for column in columns),
        new=sql.SQL(", ").join(sql.SQL("excluded.{}").format(sql.Identifier(column)) for column in columns),
    )


def _list(columns: Iterable[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, columns))
