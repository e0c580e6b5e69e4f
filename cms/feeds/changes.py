"""What a run changed or would change, as rows that people read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from django.urls import reverse

from cms.facts import wording
from cms.facts.badges import Badge, Tone
from cms.facts.links import Person
from fundfeed.differences.words import HEADINGS
from fundfeed.models import FeedRun, RunChange
from fundfeed.records.differences import Difference, FieldChange, Kind
from fundfeed.records.findings import shown
from fundfeed.selectors.run_changes import as_difference, counts_of
from fundfeed.stages.notify import PUBLISHED

from . import subjects

MAX_ROWS = 50
MAX_FIELDS = 12
TONES: dict[Kind, Tone] = {
    Kind.DEAUTHORISED: "caution",
    Kind.RETRACTED: "caution",
    Kind.ANNOUNCED: "caution",
    Kind.HELD: "caution",
    Kind.RETURNED: "notice",
    Kind.ADDED: "good",
    Kind.DOCUMENT_ADDED: "good",
}


@dataclass(frozen=True)
class Row:
    """One fund or document, and the fields that changed; `more` counts those that are left out."""

    badge: Badge
    subject: str
    url: str
    name: str
    place: str
    fields: list[dict[str, str]]
    more: int

    @property
    def lines(self) -> int:
        """How many lines of the table it takes."""
        return max(1, len(self.fields)) + bool(self.more)


def card(run: FeedRun, *, user: Person) -> dict[str, Any]:
    """What the page of the run shows: how much of each kind, and the first rows."""
    counts = counts_of(run)
    return {
        "heading": heading(run),
        "kinds": kinds(run, counts),
        "total": sum(counts.values()),
        "rows": told(run.changes.order_by("number")[:MAX_ROWS], user=user) if counts else [],
        "url": address(run),
    }


def heading(run: FeedRun) -> str:
    """Whether it happened."""
    return "What changed" if run.outcome in PUBLISHED else "What would change"


def address(run: FeedRun, view: str = "changes") -> str:
    """Where the whole report is: as a page, or to take away."""
    return reverse(f"wagtailsnippets_fundfeed_feedrun:{view}", args=[run.pk])


def told(changes: Iterable[RunChange], *, user: Person) -> list[Row]:
    """Changes as rows, with the pages of their funds and documents."""
    return rows_of([as_difference(change) for change in changes], user=user)


def rows_of(differences: Sequence[Difference], *, user: Person) -> list[Row]:
    """Differences as rows, with the pages of their funds and documents."""
    pages = subjects.pages_of({difference.subject for difference in differences}, user=user)
    return [_row(difference, pages.get(difference.subject, "")) for difference in differences]


def _row(difference: Difference, url: str) -> Row:
    return Row(
        badge=Badge(HEADINGS[difference.kind], TONES.get(difference.kind, "plain")),
        subject=difference.subject,
        url=url,
        name=difference.name,
        place=f"{difference.file}#{difference.pointer}" if difference.pointer else difference.file,
        fields=[_field(field) for field in difference.fields[:MAX_FIELDS]],
        more=max(0, len(difference.fields) - MAX_FIELDS),
    )


def _field(field: FieldChange) -> dict[str, str]:
    return {
        "pointer": field.pointer,
        "isin": field.isin,
        "old": shown(wording.value(msgspec.to_builtins(field.old))),
        "new": shown(wording.value(msgspec.to_builtins(field.new))),
    }


def kinds(run: FeedRun, counts: dict[Kind, int]) -> list[tuple[str, int, str]]:
    """Each kind with its number and the address of its part of the report."""
    return [(HEADINGS[kind], count, f"{address(run)}?kind={kind.value}") for kind, count in counts.items()]
