"""Dry runs: what a delivery would do to the public record as it is now."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from django.db import connection, transaction

from ..adapters.archive import default_archive
from ..adapters.archived import ArchivedSource
from ..adapters.reading import ReadingArchive
from ..errors import FeedError, Held
from ..models import Delivery, FeedRun
from ..pipeline import weigh
from ..records.changes import ChangeSet, Measure, Ruling, Verdict
from ..records.delivery import Envelope
from ..records.differences import Difference, Preview
from ..records.document_types import AcceptedTypes
from ..records.findings import Finding, Outcome, Reason
from ..selectors.public_state import is_past
from ..stages.fetch import Received
from .runs import feed_from

ROLL_BACK = Ruling(is_roll_back=True, by="", approved_by="", reason="")  # nobody decided: this only looks
SUMMARIES = {
    Outcome.APPLIED: "The delivery would be published.",
    Outcome.ROLLED_BACK: "Going back to this delivery would be possible when two people decide it.",
    Outcome.UNCHANGED: "This delivery is public already; nothing would change.",
}


class NothingToReplayError(ValueError):
    """The run received no complete delivery, so there are no bytes to take again."""


def replay(*, run: FeedRun) -> Preview:
    """Take the bytes of a run through stages 1 to 6 again, against what is public now; writes nothing.

    Raises `NothingToReplayError`.
    """
    if run.delivery is None:
        raise NothingToReplayError(f"{run} received no complete delivery: there is nothing to replay.")
    return preview(delivery=run.delivery, run=run)


def preview(*, delivery: Delivery, run: FeedRun | None = None) -> Preview:
    """How the delivery would end now, and what it would change; writes nothing.

    For a delivery that was public before, that is what going back to it would do.
    """
    sketch = _Sketch(delivery)
    with _reading_only():
        is_roll_back = is_past(delivery)
        feed = feed_from(
            ArchivedSource(delivery, default_archive()),
            delivery.provider,
            archive=ReadingArchive(default_archive()),
            ruling=ROLL_BACK if is_roll_back else None,
        )
        try:
            may_take_effect = weigh(feed, sketch) is not None
        except FeedError as error:
            sketch.note(error.findings)
            outcome = Outcome.AWAITING_RELEASE if isinstance(error, Held) else Outcome.HALTED
            return sketch.closed(run, outcome, is_roll_back=is_roll_back, reason=error.reason, summary=str(error))
    outcome = Outcome.ROLLED_BACK if is_roll_back else Outcome.APPLIED
    return sketch.closed(run, outcome if may_take_effect else Outcome.UNCHANGED, is_roll_back=is_roll_back)


@contextmanager
def _reading_only() -> Iterator[None]:
    """A transaction in which PostgreSQL itself refuses every write."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
        yield


class _Sketch:
    """Keeps in memory what a run would keep in its journal."""

    def __init__(self, delivery: Delivery) -> None:
        self._delivery = delivery
        self._findings: list[Finding] = []
        self._counts: Mapping[str, int] = {}
        self._measures: tuple[Measure, ...] = ()
        self._differences: tuple[Difference, ...] = ()
        self._types = AcceptedTypes(())

    @contextmanager
    def stage(self, _name: str) -> Iterator[None]:
        """Nobody watches a dry run's stages."""
        yield

    def counted(self, done: int, total: int) -> None:
        """Nor what is done of a stage."""

    def received(self, _received: Received) -> Delivery:
        """The delivery whose bytes these are."""
        return self._delivery

    def judging_by(self, types: AcceptedTypes) -> None:
        """Keep the types of now."""
        self._types = types

    def identified(self, delivery: Delivery, envelope: Envelope) -> None:
        """Known since it was received."""

    def note(self, findings: Iterable[Finding]) -> None:
        """Keep findings."""
        self._findings.extend(findings)

    def compared(self, changes: ChangeSet) -> None:
        """Keep how much would change."""
        self._counts = changes.counts()

    def judged(self, verdict: Verdict, differences: Iterable[Difference]) -> None:
        """Keep measures and differences."""
        self._measures, self._differences = verdict.measures, tuple(differences)

    def closed(
        self,
        run: FeedRun | None,
        outcome: Outcome,
        *,
        is_roll_back: bool,
        reason: Reason | None = None,
        summary: str = "",
    ) -> Preview:
        """Everything kept, as one value."""
        return Preview(
            provider=self._delivery.provider.code,
            delivery=str(self._delivery),
            content_date=self._delivery.content_date,
            run=run.pk if run else None,
            is_roll_back=is_roll_back,
            outcome=outcome,
            reason=reason,
            summary=summary or SUMMARIES[outcome],
            findings=tuple(self._findings),
            counts=self._counts,
            measures=self._measures,
            differences=self._differences,
            document_types=self._types.codes,
            types_of_the_run=tuple(run.document_types) if run else (),
        )
