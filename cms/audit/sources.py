"""Holds the rows of the watched tables against their last copies in the chain."""

from collections.abc import Iterator
from typing import Any

from django.db import connection
from psycopg import sql

TRIGGERS = ("audit", "append_only", "never_emptied")
UNFINISHED = {"fundfeed_feedrun": sql.SQL("outcome <> ''")}  # a run is copied when it ends
EVERY_ROW = sql.SQL("true")
WORDS = {
    "gone": "row {id} of {table} is gone",
    "uncopied": "row {id} of {table} was written past the audit trail",
    "changed": "row {id} of {table} was changed past the audit trail",
}
MOST_ROWS = 20

COMPARE = """
WITH last AS (
    SELECT DISTINCT ON (source_id) source_id, sequence, action LIKE '%%.deleted' AS is_deletion, data -> 'row' AS kept
    FROM audit_auditevent WHERE source = %(table)s ORDER BY source_id, sequence DESC
), present AS (SELECT id, to_jsonb(found) AS stated FROM {table} found WHERE {condition})
SELECT coalesce(sequence, 0), coalesce(id, source_id),
    CASE WHEN id IS NULL THEN 'gone' WHEN sequence IS NULL THEN 'uncopied' ELSE 'changed' END
FROM last FULL JOIN present ON id = source_id
WHERE (id IS NULL AND NOT is_deletion) OR sequence IS NULL OR (id IS NOT NULL AND (is_deletion OR kept IS DISTINCT FROM
    (SELECT jsonb_object_agg(key, stated -> key) FROM jsonb_object_keys(kept) AS key)))
ORDER BY 1, 2 LIMIT %(most)s
"""


def watched_tables() -> list[str]:
    """Tables that the trail copies, and tables that it ever copied."""
    return [
        table
        for (table,) in _rows(
            "SELECT source FROM audit_auditevent UNION SELECT relname FROM pg_trigger"
            " JOIN pg_class ON pg_class.oid = tgrelid WHERE tgname = 'audit' ORDER BY 1"
        )
    ]


def differing_rows() -> Iterator[tuple[int, str]]:
    """The number of the last event and a sentence, for each row that isn't what the trail last said of it."""
    for table in watched_tables():
        statement = sql.SQL(COMPARE).format(table=sql.Identifier(table), condition=UNFINISHED.get(table, EVERY_ROW))
        for sequence, row, word in _rows(statement, {"table": table, "most": MOST_ROWS}):
            yield sequence, f"The {WORDS[word].format(id=row, table=table)}."


def idle_triggers() -> Iterator[str]:
    """A sentence for each trigger of the trail that is switched off or gone."""
    off = _rows(
        "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
        " WHERE tgname = ANY(%(names)s) AND tgenabled <> 'O' ORDER BY 2, 1",
        {"names": list(TRIGGERS)},
    )
    yield from (f"The trigger {name} of {table} is switched off." for name, table in off)
    gone = _rows(
        "SELECT DISTINCT source FROM audit_auditevent WHERE NOT EXISTS (SELECT FROM pg_trigger JOIN pg_class"
        " ON pg_class.oid = tgrelid WHERE tgname = 'audit' AND relname = source) ORDER BY 1"
    )
    yield from (f"The trigger audit of {table} is gone." for (table,) in gone)


def _rows(statement: str | sql.Composed, values: dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
