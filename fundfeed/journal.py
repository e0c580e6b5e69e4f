"""The run's own record while it goes: stage, heartbeat, findings, counts, durations, verdict."""

import time
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from typing import Any, Protocol

import msgspec
import structlog
from django.db import transaction

from .adapters import outbox
from .adapters.board import Board
from .models import Decision, Delivery, DeliveryFile, FeedRun, Provider, RunChange, RunFinding
from .models.bulk import add
from .ports import Clock
from .records.changes import ChangeSet, Ruling, Verdict
from .records.delivery import Envelope
from .records.differences import Difference
from .records.document_types import AcceptedTypes
from .records.findings import Finding, Outcome, Reason
from .selectors.people import addresses_for
from .stages import notify
from .stages.check_file import UnreadableCheck, stated_digest
from .stages.fetch import Received

CHANGE_FIELDS = ("run", "number", "kind", "subject", "name", "file", "pointer", "fields")
log = structlog.get_logger(__name__)


class Notes(Protocol):
    """What weighing a delivery tells as it goes: a run keeps it in the journal, a dry run in memory."""

    def stage(self, name: str) -> AbstractContextManager[None]:
        """Begin a stage."""

    def counted(self, done: int, total: int) -> None:
        """How much of the stage is done; called from any thread."""

    def judging_by(self, types: AcceptedTypes) -> None:
        """Which types documents may have."""

    def received(self, received: Received) -> Delivery:
        """The delivery that these bytes are."""

    def identified(self, delivery: Delivery, envelope: Envelope) -> None:
        """How the provider calls its delivery."""

    def note(self, findings: Iterable[Finding]) -> None:
        """Findings."""

    def compared(self, changes: ChangeSet) -> None:
        """What the delivery would change, counted."""

    def judged(self, verdict: Verdict, differences: Iterable[Difference]) -> None:
        """Every measure beside its limit, and what would change, field by field."""


class Journal:
    """Writes what happens to the run's row at once, so that a screen shows it and a crash leaves it."""

    def __init__(self, run: FeedRun, clock: Clock) -> None:
        self.run = run
        self._clock = clock
        self._board = Board(run)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time one stage and beat the heart at its beginning; a stage that comes twice adds up."""
        self._save(stage=name)
        self._board.stage(name, self.run.timings)
        started = time.monotonic()
        try:
            yield
        finally:
            seconds = self.run.timings.get(name, 0) + time.monotonic() - started
            self.run.timings[name] = round(seconds, 4)
            log.info("feed.stage", run=self.run.pk, stage=name, seconds=self.run.timings[name])

    def counted(self, done: int, total: int) -> None:
        """Show how much of the stage is done."""
        self._board.counted(done, total)

    def judging_by(self, types: AcceptedTypes) -> None:
        """Keep the types with the run: what is approved while it goes counts for the next one."""
        self.run.document_types = list(types.codes)

    def note(self, findings: Iterable[Finding]) -> None:
        """Keep findings with the run."""
        rows = [RunFinding(run=self.run, **_shortened(finding)) for finding in findings]
        RunFinding.objects.bulk_create(rows, batch_size=1000)

    def count(self, **counts: int) -> None:
        """Keep what was counted."""
        self.run.counts |= counts

    def compared(self, changes: ChangeSet) -> None:
        """Keep how much would change."""
        self.count(**changes.counts())

    def judged(self, verdict: Verdict, differences: Iterable[Difference]) -> None:
        """Keep every measured value beside its limit, also when it passed, and what would change or will."""
        self.run.verdict = msgspec.to_builtins(verdict.measures)
        add(RunChange, CHANGE_FIELDS, _change_rows(self.run, differences))

    def received(self, received: Received) -> Delivery:
        """The delivery that these bytes are; the same bytes are the same delivery."""
        delivery = kept_delivery(received, provider=self.run.provider, at=self._clock.now())
        self._save(delivery=delivery)
        return delivery

    def identified(self, delivery: Delivery, envelope: Envelope) -> None:
        """Keep how the provider calls its delivery."""
        delivery.delivery_id = envelope.delivery_id
        delivery.content_date = envelope.content_date
        delivery.generated_at = envelope.generated_at
        delivery.save(update_fields=["delivery_id", "content_date", "generated_at"])

    def read_as(self, delivery: Delivery, reading: str) -> None:
        """Keep by which names and rules the delivery was read, inside the transaction that applies it."""
        delivery.reading = reading
        delivery.save(update_fields=["reading"])

    def applied(self, delivery: Delivery) -> None:
        """Mark the delivery as public; later additions to it, such as a late document, keep its first time."""
        if delivery.applied_at:
            return
        delivery.applied_at = self._clock.now()
        delivery.save(update_fields=["applied_at"])

    def ruled(self, ruling: Ruling, delivery: Delivery, *, summary: str) -> Outcome:
        """Mark the delivery as public by the decision of two people, and end the run with it."""
        now = self._clock.now()
        if ruling.is_roll_back:
            later = Delivery.objects.filter(provider=delivery.provider, applied_at__gt=delivery.applied_at)
            later.update(rolled_back_at=now)
        delivery.applied_at, delivery.rolled_back_at = now, None
        delivery.save(update_fields=["applied_at", "rolled_back_at"])
        kind = Decision.Kind.ROLL_BACK if ruling.is_roll_back else Decision.Kind.RELEASE
        Decision.objects.create(
            kind=kind,
            delivery=delivery,
            by=ruling.by,
            approved_by=ruling.approved_by,
            reason=ruling.reason,
            reference=ruling.reference,
            decided_at=now,
            run=self.run,
        )
        outcome = Outcome.ROLLED_BACK if ruling.is_roll_back else Outcome.RELEASED
        self.finish(outcome, summary=summary)
        return outcome

    def finish(self, outcome: Outcome, *, reason: Reason | None = None, summary: str = "") -> None:
        """End the run and write the mail about it, both or neither."""
        now = self._clock.now()
        with transaction.atomic():
            self._save(outcome=outcome, reason=reason or "", summary=summary, finished_at=now)
            began = time.monotonic()
            tell(notify.run_ended(self.run, at=now), at=now)
            self.run.timings["notify"] = round(time.monotonic() - began, 4)  # `stage` keeps telling how far it came
            self._save()

    def _save(self, **values: object) -> None:
        for name, value in values.items():
            setattr(self.run, name, value)
        self.run.heartbeat_at = self._clock.now()
        self.run.save()


def kept_delivery(received: Received, *, provider: Provider, at: datetime, uploaded_by: str = "") -> Delivery:
    """The delivery that these bytes are, with its files; who brought it is kept when it is new."""
    delivery, is_new = Delivery.objects.get_or_create(
        provider=provider,
        content_digest=received.content_digest,
        defaults={"data_digest": received.data_digest, "received_at": at, "uploaded_by": uploaded_by},
    )
    if is_new:
        DeliveryFile.objects.bulk_create(_files(delivery, received))
    return delivery


def started(run: FeedRun, clock: Clock) -> Journal:
    """Begin the journal of a new run."""
    run.started_at = run.heartbeat_at = clock.now()
    run.save()
    return Journal(run, clock)


def tell(mail: notify.Mail | None, *, at: datetime) -> None:
    """Post a mail about a run, if there is one, to whom the provider's feed concerns."""
    if mail:
        provider = mail.run.provider
        outbox.post(**msgspec.structs.asdict(mail), recipients=addresses_for(provider), provider=provider, at=at)


def _files(delivery: Delivery, received: Received) -> Iterator[DeliveryFile]:
    for name, file in received.files.items():
        row = DeliveryFile(delivery=delivery, name=name, size=file.size, sha256=file.sha256)
        if name in received.checks:
            try:
                stated = stated_digest(received.checks[name], name)
                row.stated_algorithm, row.stated_digest = stated.algorithm, stated.value
            except UnreadableCheck:
                row.stated_algorithm = "unreadable"
        yield row


def _change_rows(run: FeedRun, differences: Iterable[Difference]) -> Iterator[tuple[Any, ...]]:
    for number, difference in enumerate(differences, start=1):
        subject = difference.subject.replace("\x00", "\ufffd")[:100]  # a held record may call itself anything
        fields = msgspec.json.encode(difference.fields)
        yield (
            run.pk,
            number,
            difference.kind.value,
            subject,
            difference.name,
            difference.file,
            difference.pointer,
            fields,
        )


def _shortened(finding: Finding) -> dict[str, str]:
    """The finding as columns; what is too long is cut, and NUL, which no column takes, is replaced."""
    limits = {field.name: field.max_length for field in RunFinding._meta.concrete_fields}
    return {
        name: str(value).replace("\x00", "\ufffd")[: limits[name]]
        for name, value in msgspec.structs.asdict(finding).items()
    }
