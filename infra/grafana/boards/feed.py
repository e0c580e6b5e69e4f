"""What providers deliver, and how old what the public reads is."""

from typing import Final

from ..parts import Board, Limits, Row, lines, number

CHECK: Final = 'max by (subject) (fundrepo_check_state{{check="{name}"}})'


def _state(title: str, name: str) -> tuple[str, str]:
    return CHECK.format(name=name), f"{{{{subject}}}} {title}"


BOARD: Final = Board(
    "feed",
    "Fund Repository: feed",
    "Deliveries, runs and the age of the public data, by provider. 0 is well, 1 not known, 2 look at it, 3 wrong.",
    (
        Row(
            "Now",
            (
                number(
                    "Age of the oldest public data", 'max(fundrepo_check_value{check="freshness"})', "d", Limits(4, 6)
                ),
                number(
                    "Records held back",
                    'sum(max by (subject) (fundrepo_check_value{check="holds"}))',
                    limits=Limits(1, 1000),
                ),
                number(
                    "Since the last run ended",
                    "time() - max(fundrepo_feed_last_end_timestamp_seconds)",
                    "s",
                    Limits(93600, 180000),
                ),
                number(
                    "Since anything became public",
                    "time() - max(fundrepo_public_since_timestamp_seconds)",
                    "s",
                    Limits(180000, 360000),
                ),
            ),
            5,
        ),
        Row(
            "Runs",
            (
                lines(
                    "By how they ended, a day",
                    ("max by (provider, outcome) (increase(fundrepo_feed_runs_total[1d]))", "{{provider}} {{outcome}}"),
                ),
                lines(
                    "States",
                    _state("delivery", "deliveries"),
                    _state("last run", "halts"),
                    _state("held back", "holds"),
                    _state("site", "sftp"),
                    limits=Limits(2, 3),
                ),
            ),
        ),
        Row(
            "What the public reads",
            (
                lines(
                    "Age of the data",
                    ('max by (subject) (fundrepo_check_value{check="freshness"})', "{{subject}}"),
                    unit="d",
                    limits=Limits(4, 6),
                ),
                lines(
                    "Since the newest delivery became public",
                    ("time() - max by (provider) (fundrepo_public_since_timestamp_seconds)", "{{provider}}"),
                    unit="s",
                ),
            ),
        ),
    ),
)
