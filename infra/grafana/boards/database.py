"""PostgreSQL: connections, transactions, memory, and what vacuum has still to do."""

from typing import Final

from ..parts import CONNECTIONS, Board, Limits, Row, lines

HIT: Final = "max(rate(fundrepo_database_blocks_hit_total[5m]))"
BOARD: Final = Board(
    "database",
    "Fund Repository: database",
    "What the product tells of PostgreSQL; queries, indexes and bloat are on the screen Operations, Database.",
    (
        Row(
            "Use",
            (
                lines(
                    "Connections",
                    ("max(fundrepo_database_connections) / max(fundrepo_database_connections_max)", "in use"),
                    unit="percentunit",
                    limits=CONNECTIONS,
                ),
                lines("Size", ("max(fundrepo_database_bytes)", "database"), unit="bytes"),
                lines(
                    "Transactions a second",
                    ("max(rate(fundrepo_database_commits_total[5m]))", "committed"),
                    ("max(rate(fundrepo_database_rollbacks_total[5m]))", "rolled back"),
                ),
            ),
        ),
        Row(
            "Memory and disk",
            (
                lines(
                    "Hit rate",
                    (
                        f"{HIT} / ({HIT} + max(rate(fundrepo_database_blocks_read_total[5m])))",
                        "found in memory",
                    ),
                    unit="percentunit",
                ),
                lines(
                    "Temporary files", ("max(rate(fundrepo_database_temporary_bytes_total[5m]))", "written"), unit="Bps"
                ),
                lines("Rows to be cleared away", ("max(fundrepo_database_dead_rows)", "dead rows")),
            ),
        ),
        Row(
            "Waiting",
            (
                lines(
                    "Oldest open transaction",
                    ("max(fundrepo_database_longest_transaction_seconds)", "open for"),
                    unit="s",
                    limits=Limits(600, 3600),
                ),
                lines("Waiting for locks", ("max(fundrepo_database_waiting_for_locks)", "connections")),
                lines("Deadlocks an hour", ("max(increase(fundrepo_database_deadlocks_total[1h]))", "deadlocks")),
            ),
        ),
    ),
)
