"""What the report "Coverage" says of one fund and one expected document."""

from datetime import date

from msgspec import Struct

from cms.facts.badges import Badge, Tone
from fundfeed.models import ListedFund
from fundfeed.records import coverage
from fundfeed.selectors.coverage import Kind

LANGUAGE_NAMES = {"en": "English", "zh-Hant": "Traditional Chinese"}
SHORT_NAMES = {"en": "EN", "zh-Hant": "繁"}
TONES: dict[coverage.State, Tone] = {"current": "good", "overdue": "bad", "missing": "bad", "awaited": "plain"}
WORDS: dict[coverage.State, str] = {
    "current": "Current",
    "overdue": "Overdue",
    "missing": "Missing",
    "awaited": "Not due yet",
}


class Cell(Struct, frozen=True):
    """The day of the newest document, and what to think of it."""

    day: date | None
    state: coverage.State


def cell(row: ListedFund, kind: Kind, today: date) -> Cell:
    """What the fund has of this document."""
    expected, language = kind
    stored = row.document_days.get(expected.document_type, {}).get(language)
    day = date.fromisoformat(stored) if stored else None
    due = coverage.due_on(expected, newest_day=day, authorised_on=row.authorisation_date)
    return Cell(day, coverage.state(newest_day=day, due=due, today=today))


def badge(kind: Kind, found: Cell) -> Badge:
    """Language and day, or the word for having none; colour and icon say whether it will do."""
    shown = f"{found.day.day} {found.day:%b %Y}" if found.day else WORDS[found.state].lower()
    more = ", overdue" if found.state == "overdue" else ""
    return Badge(f"{SHORT_NAMES[kind[1]]}: {shown}{more}", TONES[found.state])
