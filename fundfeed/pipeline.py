"""The nine stages in order; nothing else."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from msgspec import Struct

from .differences.between import between
from .journal import Journal, Notes
from .models import Delivery, Provider
from .ports import Archive, FileSource, InspectPdf
from .records.changes import ChangeSet, PublicState, Ruling
from .records.delivery import ParsedDelivery
from .records.findings import Finding, Outcome
from .selectors.document_types import accepted_types
from .selectors.last_good import records_and_figures
from .selectors.public_state import is_ruled_out, is_settled, limits, pending_file_names, public_state
from .selectors.records_before import records_before
from .stages import apply, compare, documents, fetch, guard, last_good, parse, publish, validate, verify
from .stages.validate import ValidDelivery
from .stages.vocabulary import Vocabulary, vocabulary


class Feed(Struct, frozen=True, kw_only=True):
    """What a run works with: whose delivery, where it lies, where bytes are kept, and the time."""

    provider: Provider
    source: FileSource
    archive: Archive
    inspect: InspectPdf
    connections: int
    max_file_bytes: int
    max_document_bytes: int
    max_fetch_bytes: int
    now: datetime
    ruling: Ruling | None = None

    @property
    def is_roll_back(self) -> bool:
        """Whether two people decided to go back to this delivery."""
        return self.ruling is not None and self.ruling.is_roll_back


class Weighed(Struct, frozen=True):
    """A delivery that may take effect, what it changes, and with which words and types it was read."""

    delivery: Delivery
    changes: ChangeSet
    reading: str


def run(feed: Feed, journal: Journal) -> Outcome:
    """Take one delivery from its source to the public record; raises the error families of `errors`.

    Apply and publish are one transaction: readers see yesterday or today, never half.
    """
    weighed = weigh(feed, journal)
    if weighed is None:
        return _unchanged(journal)
    delivery, reading, told = weighed.delivery, weighed.reading, _told(weighed.changes)
    with transaction.atomic():
        with journal.stage("apply"):
            applied = apply.changes(weighed.changes, delivery=delivery, at=feed.now)
            journal.note(applied.findings)
        del weighed  # the memory of its records, which are stored, serves publication
        with journal.stage("publish"):
            versions = publish.versions(applied, delivery=delivery, at=feed.now)
            journal.count(versions=versions)
        journal.read_as(delivery, reading)
        return _ended(feed, journal, delivery, f"Published {versions:,} new versions: {told}.", bool(applied.fund_ids))


def weigh(feed: Feed, notes: Notes) -> Weighed | None:
    """Stages 1 to 6: what the delivery would change, and whether it may; None when it is public already.

    Nothing public changes here, so that a dry run takes the very same way.
    """
    words, types = vocabulary(feed.provider.mapping), accepted_types(feed.provider)
    reading = types.read_with(words.identity)
    notes.judging_by(types)
    with notes.stage("fetch"):
        received = fetch.manifests(feed.source, feed.archive, max_bytes=feed.max_file_bytes)
        delivery = notes.received(received)
    with notes.stage("verify"):
        notes.note(verify.digests(received, accept_weak=feed.provider.accepts_weak_digests))
    if _is_public(feed, delivery, reading):
        return None
    with notes.stage("parse"):
        public = public_state(feed.provider)
        parsed = _parsed(received, feed.archive, public, words)
        notes.identified(delivery, parsed.envelope)
    with notes.stage("validate"):
        valid = validate.delivery(parsed, public, types=types)
        notes.note(_with_last_good(valid, parsed, words))
    with notes.stage("compare"):
        changes = _compared(feed, valid, delivery, public, notes)
    with notes.stage("fetch"):
        _fetch_documents(feed, valid, received, notes)
    with notes.stage("guard"):
        _guarded(feed, changes, public, notes)
    return Weighed(delivery, changes, reading)


def _is_public(feed: Feed, delivery: Delivery, reading: str) -> bool:
    """Whether nothing is left to do; raises `RuledOut`. A roll-back takes its delivery whatever became of it."""
    if feed.is_roll_back:
        return False
    if is_settled(delivery, today=feed.now.date(), reading=reading):
        return True
    compare.refuse_ruled_out(is_ruled_out(delivery))
    return False


def _with_last_good(valid: ValidDelivery, parsed: ParsedDelivery, words: Vocabulary) -> Iterable[Finding]:
    """The findings of stages 3 and 4; those about held funds with what goes on."""
    known = records_and_figures(last_good.subjects(valid.findings))
    public = {fund_id: last_good.complete(*stated) for fund_id, stated in known.items()}
    return last_good.beside(valid.findings, parsed.funds, words, public)


def _compared(feed: Feed, valid: ValidDelivery, delivery: Delivery, public: PublicState, notes: Notes) -> ChangeSet:
    """What the delivery would change; one to which two people go back may be out of order."""
    if not feed.is_roll_back:
        notes.note(compare.order_of_deliveries(valid.envelope, delivery.data_digest, public, now=feed.now))
    changes, warnings = compare.with_public(
        valid,
        public,
        today=feed.now.date(),
        is_roll_back=feed.is_roll_back,
        holds_contradictions=feed.provider.holds_contradictions,
    )
    notes.note(warnings)
    notes.compared(changes)
    return changes


def _fetch_documents(feed: Feed, valid: ValidDelivery, received: fetch.Received, notes: Notes) -> None:
    """Bring the PDFs, and tell of those that differ in size or that nobody named."""
    notes.note(documents.fetch(_wanted(valid, feed.provider), _desk(feed, notes)))
    notes.note(documents.sizes(valid.documents, feed.provider))
    notes.note(documents.orphans(received.pdfs, valid.named_files, feed.provider))


def _guarded(feed: Feed, changes: ChangeSet, public: PublicState, notes: Notes) -> None:
    """Measure the changes; hold them back beyond a limit, unless two people ruled on the delivery."""
    verdict = guard.judge(changes, limits(feed.provider))
    notes.judged(verdict, between(changes, records_before(changes, public)))
    if feed.ruling is None:
        guard.hold_back(verdict)


def _ended(feed: Feed, journal: Journal, delivery: Delivery, summary: str, has_touched: bool) -> Outcome:
    """Mark the delivery as public and end the run, in the transaction that published it."""
    if feed.ruling:
        return journal.ruled(feed.ruling, delivery, summary=summary)
    if delivery.applied_at and not has_touched:
        return _unchanged(journal)
    journal.applied(delivery)
    journal.finish(Outcome.APPLIED, summary=summary)
    return Outcome.APPLIED


def _unchanged(journal: Journal) -> Outcome:
    journal.finish(Outcome.UNCHANGED, summary="This delivery is public already.")
    return Outcome.UNCHANGED


def _parsed(received: fetch.Received, archive: Archive, public: PublicState, words: Vocabulary) -> ParsedDelivery:
    def contents(name: str) -> bytes:
        with archive.open(received.files[name].sha256) as stream:
            return stream.read()

    return parse.delivery(
        contents, known_funds=public.fund_sources, known_documents=public.document_sources, words=words
    )


def _wanted(valid: ValidDelivery, provider: Provider) -> frozenset[str]:
    """The files that this delivery names, and those that earlier ones still wait for."""
    named = frozenset(placed.record.file_name for placed in valid.documents if placed.record.status != "withdrawn")
    return named | pending_file_names(provider)


def _desk(feed: Feed, notes: Notes) -> documents.DocumentDesk:
    return documents.DocumentDesk(
        source=feed.source,
        archive=feed.archive,
        inspect=feed.inspect,
        connections=feed.connections,
        max_bytes=feed.max_document_bytes,
        max_total_bytes=feed.max_fetch_bytes,
        accept_weak=feed.provider.accepts_weak_digests,
        at=feed.now,
        counted=notes.counted,
    )


def _told(changes: ChangeSet) -> str:
    """How many funds of each kind the delivery touches."""
    parts = {
        "new": len(changes.added),
        "changed": len(changes.changed),
        "with new figures": len(changes.figures_only),
        "deauthorised": len(changes.withdrawn) + len(changes.due),
        "retracted": len(changes.retracted),
        "held": len(changes.held),
    }
    return ", ".join(f"{count:,} {what}" for what, count in parts.items() if count) or "no fund touched"
