"""The three checklists: what to look at, and which checks tell of it."""

from datetime import time
from typing import Final

from msgspec import Struct


class Item(Struct, frozen=True):
    """One thing to see to; `code` stays the same when the words change."""

    code: str
    text: str
    checks: tuple[str, ...] = ()


class Checklist(Struct, frozen=True):
    """The items of one time of day."""

    code: str
    title: str
    due: time
    items: tuple[Item, ...]


MORNING: Final = Checklist(
    "morning",
    "Morning",
    time(8),
    (
        Item(
            "components",
            "Every component answers",
            ("postgres", "redis", "workers", "beat", "storage", "sftp", "site", "api"),
        ),
        Item("delivery", "Today's delivery came and is public", ("deliveries", "freshness", "halts")),
        Item("held", "Records held back are known to the provider", ("holds",)),
        Item("record", "Audit trail, ledger and documents were found whole", ("audit", "ledger", "documents")),
        Item("backup", "The last backup is of this night", ("backup", "restore-drill")),
        Item("room", "Disk, memory and connections have room", ("disk", "memory", "processor", "postgres", "growth")),
        Item("log", "The log of the night holds no errors that nobody has read"),
        Item("site", "The public site shows today's or yesterday's data: open a fund and a document", ("site",)),
    ),
)
MIDDAY: Final = Checklist(
    "midday",
    "Midday",
    time(12),
    (
        Item("waiting", "Nothing waits for a decision for longer than it may", ("approvals", "halts")),
        Item("mails", "Mails and webhooks leave", ("mails", "webhooks")),
        Item("answers", "The API answers in time", ("api",)),
        Item("load", "The machine isn't overloaded", ("processor", "memory")),
    ),
)
EVENING: Final = Checklist(
    "evening",
    "Evening",
    time(18),
    (
        Item("delivery", "The day's delivery is public, or it is announced why it isn't", ("deliveries", "freshness")),
        Item("decided", "Nothing that must be decided today waits", ("approvals", "halts")),
        Item("handed-over", "What is open is handed over to whoever is on call"),
        Item("tonight", "Maintenance of this night is announced, and nothing else is planned"),
    ),
)
CHECKLISTS: Final = (MORNING, MIDDAY, EVENING)
BY_CODE: Final = {checklist.code: checklist for checklist in CHECKLISTS}
