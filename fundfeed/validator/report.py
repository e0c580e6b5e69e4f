"""What the check says about one delivery: one value behind the text, the JSON and the page."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from ..records.changes import Measure
from ..records.delivery import Envelope, ReceivedFile
from ..records.findings import EXIT_CODES, Finding, Outcome, Reason, Severity


class Conclusion(StrEnum):
    """How the feed would end with this delivery; the words of a run's outcome where they say the same."""

    ACCEPTABLE = "acceptable"
    UNCHANGED = Outcome.UNCHANGED.value
    HALTED = Outcome.HALTED.value
    AWAITING_RELEASE = Outcome.AWAITING_RELEASE.value


class Report(Struct, frozen=True, kw_only=True):
    """The check of the delivery in `directory`, made at `checked_at` against that in `against` ("" for none).

    `counts` is empty and `measures` too when the check ended before anything could be compared.
    """

    directory: str
    against: str
    checked_at: datetime
    conclusion: Conclusion
    reason: Reason | None
    summary: str
    delivery_id: str
    content_date: date | None
    findings: tuple[Finding, ...]
    counts: Mapping[str, int]
    measures: tuple[Measure, ...]
    files: tuple[ReceivedFile, ...]

    @property
    def exit_code(self) -> int:
        """That of `sync_feed` for the same delivery."""
        return EXIT_CODES[self.reason] if self.reason else 0

    @property
    def is_all_held(self) -> bool:
        """Whether every fund of the delivery is held back."""
        return _is_all_held(self.counts)

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        """The findings of one severity, in the order in which they were found."""
        return tuple(finding for finding in self.findings if finding.severity is severity)


class Notebook:
    """Gathers what the stages say while the check goes, as the journal does for a run."""

    def __init__(self, *, directory: str, against: str, at: datetime) -> None:
        self._directory, self._against, self._at = directory, against, at
        self.findings: list[Finding] = []
        self.files: tuple[ReceivedFile, ...] = ()
        self.envelope = Envelope()
        self.counts: Mapping[str, int] = {}
        self.measures: tuple[Measure, ...] = ()

    def note(self, findings: Iterable[Finding]) -> None:
        """Keep findings."""
        self.findings.extend(findings)

    def closed(self, conclusion: Conclusion, *, reason: Reason | None = None, summary: str = "") -> Report:
        """The report on everything noted."""
        return Report(
            directory=self._directory,
            against=self._against,
            checked_at=self._at,
            conclusion=conclusion,
            reason=reason,
            summary=summary or self._summary(conclusion),
            delivery_id=self.envelope.delivery_id,
            content_date=self.envelope.content_date,
            findings=tuple(self.findings),
            counts=self.counts,
            measures=self.measures,
            files=self.files,
        )

    def _summary(self, conclusion: Conclusion) -> str:
        if conclusion is Conclusion.UNCHANGED:
            return "These are the bytes of the previous delivery: nothing would change."
        held, warned = len(self._of(Severity.HOLD)), len(self._of(Severity.WARN))
        if not held and not warned:
            return "The delivery would be published as it is."
        what = "None of its funds" if _is_all_held(self.counts) else "The delivery"
        return f"{what} would be published; {_told(held, 'finding')} to correct, {_told(warned, 'warning')}."

    def _of(self, severity: Severity) -> list[Finding]:
        return [finding for finding in self.findings if finding.severity is severity]


def _is_all_held(counts: Mapping[str, int]) -> bool:
    return 0 < counts.get("funds", 0) <= counts.get("held", 0)


def _told(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"
