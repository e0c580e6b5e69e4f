"""What people decide, who signs in, and who is told."""

from typing import Final

from ..parts import Board, Limits, Row, lines, number

BOARD: Final = Board(
    "people",
    "Fund Repository: people",
    "Decisions of two people, sign-ins, mails and partners' webhooks.",
    (
        Row(
            "Now",
            (
                number("Submissions that wait", "max(fundrepo_submissions_waiting)", limits=Limits(10, 50)),
                number("The oldest has waited", "max(fundrepo_submissions_oldest_seconds)", "s", Limits(86400, 259200)),
                number("People with access", "max(fundrepo_users)"),
                number("Open sessions", "max(fundrepo_sessions)"),
            ),
            5,
        ),
        Row(
            "Decisions and sign-ins",
            (
                lines("Decisions a day", ("max by (outcome) (increase(fundrepo_decisions_total[1d]))", "{{outcome}}")),
                lines(
                    "How long the oldest submission has waited",
                    ("max(fundrepo_submissions_oldest_seconds)", "oldest"),
                    unit="s",
                ),
                lines("Sign-ins an hour", ("sum by (outcome) (increase(fundrepo_sign_ins_total[1h]))", "{{outcome}}")),
            ),
        ),
        Row(
            "Mails and webhooks",
            (
                lines(
                    "Mails",
                    ("max(increase(fundrepo_mails_sent_total[1h]))", "sent within an hour"),
                    ("max(fundrepo_mails_waiting)", "waiting"),
                    ("max(fundrepo_mails_failing)", "tried in vain"),
                    ("max(fundrepo_mails_refused)", "refused for good"),
                    ('max(fundrepo_mails_unheard{why="nobody"})', "found nobody within a day"),
                ),
                lines(
                    "Webhooks",
                    ("max by (state) (fundrepo_webhooks)", "{{state}}"),
                    ("max(fundrepo_webhooks_failing)", "can't be reached"),
                ),
                lines(
                    "Events of webhooks",
                    ("max(fundrepo_webhook_events_waiting)", "waiting"),
                    ("max(fundrepo_webhook_events_tried)", "tried within an hour"),
                    ("max(fundrepo_webhook_events_refused)", "of those in vain"),
                ),
            ),
        ),
    ),
)
