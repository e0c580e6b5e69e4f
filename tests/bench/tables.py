"""Bare COPY of the rows that a load wrote: what storing them costs without any work before."""

import time
from typing import LiteralString

from django.db import connection
from psycopg import sql

TABLES = (
    "fund", "shareclass", "figure", "funddocument", "documenttarget", "fundversion", "publishedfund", "listedfund",
    "runchange",
)  # fmt: skip
PLAIN: LiteralString = "CREATE TABLE bare AS SELECT * FROM {} WITH NO DATA"
ALIKE: LiteralString = "CREATE TABLE bare (LIKE {} INCLUDING ALL)"


def bare_copy(creation: LiteralString) -> float:
    """Seconds for COPY of all rows into new durable tables made by `creation`, in one transaction for each table."""
    seconds = 0.0
    with connection.cursor() as cursor:
        for table in TABLES:
            name = sql.Identifier(f"fundfeed_{table}")
            with cursor.copy(sql.SQL("COPY {} TO STDOUT").format(name)) as copy:
                rows = [bytes(row) for row in copy]
            cursor.execute(sql.SQL(creation).format(name))
            began = time.perf_counter()
            with cursor.copy("COPY bare FROM STDIN") as copy:
                for row in rows:
                    copy.write(row)
            seconds += time.perf_counter() - began
            cursor.execute("DROP TABLE bare")
    return seconds


def know_files(names: list[str]) -> None:
    """Rows of files that were received before, so that their documents are public without a download."""
    from django.utils import timezone

    from fundfeed.models import DocumentFile
    from fundfeed.models.bulk import add

    fields = ("file_name", "sha256", "size", "pages", "refusal", "received_at", "fault", "is_published")
    now = timezone.now()
    add(DocumentFile, fields, ((name, name[:64], 100_000, 2, "", now, "", False) for name in names))
