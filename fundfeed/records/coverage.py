"""Which documents every fund is expected to have, and what the API says of those that it has."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final, Literal

from msgspec import Struct

from .feed import LanguageMap, Record
from .public import PublishedDocument, Total

State = Literal["current", "overdue", "missing", "awaited"]
Days = Mapping[str, Mapping[str, str]]

LANGUAGES: Final = ("en", "zh-Hant")
GRACE: Final = timedelta(days=125)  # four months to write and audit a report, and a few days to deliver it


class Expected(Struct, frozen=True):
    """A document that each fund has in each language; None days when it only has to be there."""

    document_type: str
    every_days: int | None = None


class CoverageDocument(Record, frozen=True, kw_only=True):
    """The newest current document of a type and language; `url` is relative to the host of the API."""

    document_id: str
    document_date: date
    publication_date: date
    sha256: str
    url: str


class CoverageEntry(Record, frozen=True, kw_only=True, omit_defaults=False):
    """One expected type in one language: what there is, and until which day that will do.

    `state`: current; overdue when there is one, but too old; missing when there is none; awaited when there is none
    and the fund is too young for it. `dueOn` is null for what only has to be there and is.
    """

    document_type: str
    language: str
    state: State
    due_on: date | None
    newest: CoverageDocument | None


class FundCoverage(Record, frozen=True, kw_only=True, omit_defaults=False):
    """One fund with its expected documents; `isOverdue`: at least one of these entries is overdue or missing."""

    fund_id: str
    legal_fund_name_only: LanguageMap
    fund_group_name: LanguageMap | None
    is_overdue: bool
    documents: tuple[CoverageEntry, ...]


class CoverageList(Record, frozen=True, kw_only=True, omit_defaults=False):
    """One page of funds with their expected documents."""

    results: tuple[FundCoverage, ...]
    next: str | None
    previous: str | None
    total: Total


class CoverageCount(Record, frozen=True, kw_only=True):
    """How many funds are in which state for one type and language."""

    document_type: str
    language: str
    current: int
    overdue: int
    missing: int
    awaited: int


class CoverageTotals(Record, frozen=True, kw_only=True):
    """The counts of each expected type and language."""

    results: tuple[CoverageCount, ...]


def newest(documents: Iterable[PublishedDocument]) -> dict[tuple[str, str], PublishedDocument]:
    """The newest current document of each type and language."""
    found: dict[tuple[str, str], PublishedDocument] = {}
    for document in documents:
        for language in document.languages if document.status == "current" else ():
            kind = document.document_type, language
            if kind not in found or found[kind].document_date < document.document_date:
                found[kind] = document
    return found


def newest_days(documents: Iterable[PublishedDocument]) -> dict[str, dict[str, str]]:
    """The day of the newest current document, by type and language."""
    days: dict[str, dict[str, str]] = {}
    for (document_type, language), document in sorted(newest(documents).items()):
        days.setdefault(document_type, {})[language] = document.document_date.isoformat()
    return days


def due_on(expected: Expected, *, newest_day: date | None, authorised_on: date) -> date | None:
    """The last day on which nothing newer is needed; None when what there is will do."""
    if expected.every_days is not None:
        return (newest_day or authorised_on) + timedelta(days=expected.every_days) + GRACE
    return None if newest_day else authorised_on


def state(*, newest_day: date | None, due: date | None, today: date) -> State:
    """What to call a document that is due on this day."""
    is_late = due is not None and due < today
    if newest_day:
        return "overdue" if is_late else "current"
    return "missing" if is_late else "awaited"
