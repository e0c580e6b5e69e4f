"""Bare COPY of the rows that a load wrote: what storing them costs without any work before."""

import os
import time
from typing import Any, LiteralString

import psycopg
from django.apps import apps
from psycopg import sql

from tests.bench.cpu import of_process
from tests.bench.report import Took

PLAIN: LiteralString = "CREATE TABLE bare.{name} AS SELECT * FROM {name} WITH NO DATA"
ALIKE: LiteralString = "CREATE TABLE bare.{name} (LIKE {name} INCLUDING ALL)"
FORMS = ("TEXT", "BINARY")
KNOWN_BEFORE = "fundfeed_documentfile"
PIECE = 256 * 1024
Connection = psycopg.Connection[tuple[Any, ...]]


def bare_copy(creation: LiteralString, form: str) -> Took:
    """What COPY of all rows that the feed stored takes, into new durable tables made by `creation`, all at once."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as connection:
        tables = {name: _rows(connection, name, form) for name in _stored(connection)}
        connection.execute("CREATE SCHEMA bare")
        for name in tables:
            connection.execute(sql.SQL(creation).format(name=sql.Identifier(name)))
        connection.commit()
        took = _copied(connection, tables, form)
        connection.execute("DROP SCHEMA bare CASCADE")
        return took


def _stored(connection: Connection) -> list[str]:
    """The feed's tables that hold a row; the files of documents were known before."""
    tables = [model._meta.db_table for model in apps.get_app_config("fundfeed").get_models()]
    asked = sql.SQL("SELECT EXISTS (SELECT FROM {})")
    return [
        name
        for name in tables
        if name != KNOWN_BEFORE and connection.execute(asked.format(sql.Identifier(name))).fetchone() == (True,)
    ]


def _rows(connection: Connection, name: str, form: str) -> memoryview:
    statement = sql.SQL("COPY {} TO STDOUT (FORMAT {})").format(sql.Identifier(name), sql.SQL(form))
    with connection.cursor().copy(statement) as copy:
        return memoryview(b"".join(copy))


def _copied(connection: Connection, tables: dict[str, memoryview], form: str) -> Took:
    statement = sql.SQL("COPY bare.{} FROM STDIN (FORMAT {})")
    server = of_process(connection.info.backend_pid)
    began, spent = time.perf_counter(), time.process_time()
    for name, rows in tables.items():
        with connection.cursor().copy(statement.format(sql.Identifier(name), sql.SQL(form))) as copy:
            for start in range(0, len(rows), PIECE):
                copy.write(rows[start : start + PIECE])
    connection.commit()
    own = time.process_time() - spent
    return Took(time.perf_counter() - began, own + of_process(connection.info.backend_pid) - server)


def know_files(names: list[str]) -> None:
    """Rows of files that were received before, so that their documents are public without a download."""
    from django.utils import timezone

    from fundfeed.models import DocumentFile
    from fundfeed.models.bulk import add

    fields = ("file_name", "sha256", "size", "pages", "refusal", "received_at", "fault", "is_published")
    now = timezone.now()
    add(DocumentFile, fields, ((name, name[:64], 100_000, 2, "", now, "", False) for name in names))
