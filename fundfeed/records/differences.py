"""What a delivery changes, told field by field, and what a dry run says of it."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from msgspec import Struct

from .changes import Measure
from .findings import EXIT_CODES, Finding, Outcome, Reason


class Kind(StrEnum):
    """What happens to a fund or a document; in the order in which a person wants to read it."""

    DEAUTHORISED = "deauthorised"
    RETRACTED = "retracted"
    RETURNED = "returned"
    ANNOUNCED = "announced"
    ADDED = "added"
    CHANGED = "changed"
    HELD = "held"
    DOCUMENT_ADDED = "document_added"
    DOCUMENT_CHANGED = "document_changed"
    DOCUMENT_ARCHIVED = "document_archived"
    FIGURES = "figures"


class FieldChange(Struct, frozen=True):
    """One field before and after; None stands for absent.

    `pointer` leads through the new record, or through the old one to what is gone; `isin` names the share class.
    """

    pointer: str
    old: Any
    new: Any
    isin: str = ""


class Difference(Struct, frozen=True, kw_only=True):
    """One fund or document and what happens to it; `file` and `pointer` say where the delivery speaks of it."""

    kind: Kind
    subject: str
    name: str = ""
    file: str = ""
    pointer: str = ""
    fields: tuple[FieldChange, ...] = ()


class FundBefore(Struct, frozen=True):
    """A fund as it is public; `record` and `figures` are JSON, decoded for those funds only that need it."""

    name: str
    status: str
    record: str
    figures: str
    deauthorisation: Mapping[str, Any] | None


class Before(Struct, frozen=True):
    """Yesterday's records of everything that a change set touches; those of documents are JSON, by documentId."""

    funds: Mapping[str, FundBefore]
    documents: Mapping[str, str]


class Preview(Struct, frozen=True, kw_only=True):
    """How a delivery would end now, had it come just now; nothing was written to find out.

    `outcome` is that of a run; `run` is the one that was replayed, None when a delivery was asked for.
    `document_types` are the codes by which documents were judged; `types_of_the_run` those of then, as far as known.
    """

    provider: str
    delivery: str
    content_date: date | None
    run: int | None
    is_roll_back: bool
    outcome: Outcome
    reason: Reason | None
    summary: str
    findings: tuple[Finding, ...]
    counts: Mapping[str, int]
    measures: tuple[Measure, ...]
    differences: tuple[Difference, ...]
    document_types: tuple[str, ...] = ()
    types_of_the_run: tuple[str, ...] = ()

    @property
    def types_since(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The document types that came into use since the run, and those that went; none when nobody knows."""
        now, then = self.document_types, self.types_of_the_run
        if not then:
            return (), ()
        return tuple(code for code in now if code not in then), tuple(code for code in then if code not in now)

    @property
    def exit_code(self) -> int:
        """That of `sync_feed` for the same ending."""
        return EXIT_CODES[self.reason] if self.reason else 0

    def of(self, kind: Kind) -> Iterator[Difference]:
        """The differences of one kind."""
        return (difference for difference in self.differences if difference.kind is kind)
