"""What PostgreSQL's statistics say of tables and indexes."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from django.db import connection
from msgspec import Struct

MOST: Final = 25
MANY: Final = 10_000  # rows: below that nothing is worth a word
SHARE: Final = 0.2
LARGE: Final = 1024 * 1024
TABLES: Final = """
SELECT relname, pg_total_relation_size(relid), n_live_tup, n_dead_tup, n_mod_since_analyze,
    greatest(last_vacuum, last_autovacuum), greatest(last_analyze, last_autoanalyze),
    seq_scan, coalesce(idx_scan, 0), CASE WHEN seq_scan > 0 THEN seq_tup_read / seq_scan ELSE 0 END
FROM pg_stat_user_tables WHERE schemaname = 'public' ORDER BY pg_total_relation_size(relid) DESC, relname
"""
INDEXES: Final = """
SELECT used.indexrelname, used.relname, pg_relation_size(used.indexrelid), used.idx_scan, kept.indisvalid
FROM pg_stat_user_indexes used JOIN pg_index kept USING (indexrelid)
WHERE used.schemaname = 'public' AND (NOT kept.indisvalid
    OR (used.idx_scan = 0 AND NOT kept.indisunique AND pg_relation_size(used.indexrelid) >= %s))
ORDER BY pg_relation_size(used.indexrelid) DESC, used.indexrelname LIMIT %s
"""
DATABASE: Final = """
SELECT version(), stats_reset, CASE WHEN blks_hit + blks_read > 0
    THEN 100.0 * blks_hit / (blks_hit + blks_read) END::float FROM pg_stat_database WHERE datname = current_database()
"""


class Table(Struct, frozen=True):
    """One table: its size with indexes and long values, its rows, and when vacuum and ANALYZE came by last."""

    name: str
    size: int
    rows: int
    dead: int
    changed: int
    vacuumed: datetime | None
    analysed: datetime | None
    whole_reads: int
    index_reads: int
    rows_each: int

    @property
    def advice(self) -> list[str]:
        """What to do about it; nothing when all is well."""
        return list(self._advice())

    def _advice(self) -> Iterator[str]:
        if self.dead > MANY and self.dead > SHARE * self.rows:
            yield "Many dead rows: see whether a transaction is open for long, then vacuum it."
        if self.changed > MANY and self.changed > SHARE * self.rows:
            yield "Old statistics: analyse it."
        if self.rows_each > MANY and self.whole_reads > max(self.index_reads, 100):
            yield "Read as a whole again and again: look for the query, and whether an index is missing."


class Index(Struct, frozen=True):
    """An index to look at: nobody uses it, or it was never finished."""

    name: str
    table: str
    size: int
    used: int
    is_valid: bool

    @property
    def advice(self) -> str:
        """What to do about it."""
        if not self.is_valid:
            return "Not finished: build it anew."
        return "Not used since statistics began: costs each write, gives nothing yet."


class Database(Struct, frozen=True):
    """The server's version, since when it counts, and how much of what was read was in its memory, in percent."""

    version: str
    counts_since: datetime | None
    hit_rate: float | None


def tables() -> list[Table]:
    """Every table, the largest first."""
    return [Table(*row) for row in _ask(TABLES)]


def indexes() -> list[Index]:
    """Indexes to look at, the largest first."""
    return [Index(*row) for row in _ask(INDEXES, LARGE, MOST)]


def database() -> Database:
    """The server."""
    ((version, since, rate),) = _ask(DATABASE)
    return Database(" ".join(version.split()[:2]), since, rate)


def _ask(query: str, *values: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values or None)
        return cursor.fetchall()
