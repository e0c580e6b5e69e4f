"""How everything stands, on one page: for the wall, and for the morning."""

from typing import Final

from ..parts import ERRORS, SECONDS, Board, Limits, Row, lines, number

API: Final = 'part=~"api:.*"'
BOARD: Final = Board(
    "overview",
    "Fund Repository: overview",
    "What is wrong, how the service is served, and whether the day's data are public.",
    (
        Row(
            "Now",
            (
                number(
                    "Wrong",
                    "count(max by (check, subject) (fundrepo_check_state) == 3) or vector(0)",
                    limits=Limits(1, 1),
                ),
                number(
                    "To look at",
                    "count(max by (check, subject) (fundrepo_check_state) == 2) or vector(0)",
                    limits=Limits(1, 20),
                ),
                number(
                    "Not known",
                    "count(max by (check, subject) (fundrepo_check_state) == 1) or vector(0)",
                    limits=Limits(1, 20),
                ),
                number(
                    "Since the last round", "time() - max(fundrepo_last_round_timestamp_seconds)", "s", Limits(120, 180)
                ),
                number(
                    "Not available, of thirty days",
                    'max(fundrepo_check_value{check="availability"})',
                    "percent",
                    Limits(0.08, 0.1),
                    "Of API or site, whichever is worse; 0.1 % is forty-three minutes.",
                ),
                number(
                    "Since the last backup",
                    "time() - max(fundrepo_backup_timestamp_seconds)",
                    "s",
                    Limits(93600, 180000),
                ),
            ),
            5,
        ),
        Row(
            "Service",
            (
                lines(
                    "Requests a second", (f"sum(rate(fundrepo_http_requests_total{{{API}}}[5m]))", "API"), unit="reqps"
                ),
                lines(
                    "Share of errors",
                    ("fundrepo:api_errors:ratio_rate5m", "API"),
                    unit="percentunit",
                    limits=ERRORS,
                ),
                lines(
                    "95 of 100 answers within",
                    (f"histogram_quantile(0.95, sum by (le) (rate(fundrepo_http_seconds_bucket{{{API}}}[5m])))", "API"),
                    unit="s",
                    limits=SECONDS,
                ),
            ),
        ),
        Row(
            "Data and people",
            (
                lines(
                    "Age of the public data",
                    ('max by (subject) (fundrepo_check_value{check="freshness"})', "{{subject}}"),
                    unit="d",
                    limits=Limits(4, 6),
                ),
                lines("Submissions that wait", ("max(fundrepo_submissions_waiting)", "waiting")),
                lines(
                    "Checks that aren't well",
                    ("max by (check, subject) (fundrepo_check_state) >= 2", "{{check}} {{subject}}"),
                ),
            ),
        ),
    ),
)
