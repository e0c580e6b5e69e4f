"""The service as its users have it: how much is asked, how fast it is answered, and how often in vain."""

from typing import Final

from ..parts import ERRORS, SECONDS, Board, Limits, Row, lines

REQUESTS: Final = "fundrepo_http_requests_total"
API: Final = 'part=~"api:.*"'
ANSWERS: Final = f"sum by (le) (rate(fundrepo_http_seconds_bucket{{{API}}}[5m]))"
BOARD: Final = Board(
    "service",
    "Fund Repository: service",
    "Requests, errors and speed by part of the product, and how fast errors use up what 99.9 % allows.",
    (
        Row(
            "Requests",
            (
                lines("By part", (f"sum by (part) (rate({REQUESTS}[5m]))", "{{part}}"), unit="reqps"),
                lines("By class of status", (f"sum by (status) (rate({REQUESTS}[5m]))", "{{status}}"), unit="reqps"),
                lines(
                    "Answered before Django",
                    (
                        f'sum(rate({REQUESTS}{{{API},by="front"}}[5m])) / sum(rate({REQUESTS}{{{API}}}[5m]))',
                        "of the API's",
                    ),
                    unit="percentunit",
                ),
            ),
        ),
        Row(
            "Speed",
            (
                lines(
                    "Answers of the API began within",
                    *(
                        (
                            f"histogram_quantile({share}, {ANSWERS})",
                            f"{share:.0%}",
                        )
                        for share in (0.5, 0.95, 0.99)
                    ),
                    unit="s",
                    limits=SECONDS,
                ),
                lines(
                    "95 of 100 within, by part",
                    (
                        "histogram_quantile(0.95, sum by (part, le) (rate(fundrepo_http_seconds_bucket[5m])))",
                        "{{part}}",
                    ),
                    unit="s",
                    limits=SECONDS,
                ),
                lines("Our own probe", ('max(fundrepo_check_value{check="api"})', "API"), unit="s", limits=SECONDS),
            ),
        ),
        Row(
            "Errors",
            (
                lines("By part", (f'sum by (part) (rate({REQUESTS}{{status="5xx"}}[5m]))', "{{part}}"), unit="reqps"),
                lines(
                    "Share of the API's answers",
                    *((f"fundrepo:api_errors:ratio_rate{span}", span) for span in ("5m", "30m", "1h", "6h", "3d")),
                    unit="percentunit",
                    limits=ERRORS,
                ),
                lines(
                    "How fast the allowance is used up",
                    ("fundrepo:api_errors:ratio_rate1h / 0.001", "over an hour"),
                    ("fundrepo:api_errors:ratio_rate6h / 0.001", "over six hours"),
                    limits=Limits(6, 14.4),
                ),
            ),
        ),
    ),
)
