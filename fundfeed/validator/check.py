"""The check: the very stages of a run, over a directory, with nothing written anywhere."""

from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from ..adapters.directory import DirectorySource
from ..adapters.in_place import InPlaceArchive
from ..adapters.pdf_room import inspect
from ..errors import FeedError, Held
from ..records.changes import PublicState
from ..records.delivery import MANIFESTS, MAX_DOCUMENT_BYTES, MAX_FILE_BYTES, Envelope, ParsedDelivery
from ..records.document_types import OF_THE_CONTRACT, AcceptedTypes
from ..records.findings import Finding
from ..stages import compare, document_file, fetch, guard, last_good, parse, validate, verify
from ..stages.validate import ValidDelivery
from ..stages.vocabulary import PLAIN, Vocabulary
from .report import Conclusion, Notebook, Report
from .yesterday import FIRST_EVER, Yesterday, after, document_files

LIMITS = {measure: limit for measure, (limit, _) in guard.DEFAULT_LIMITS.items()}


class UnusablePrevious(ValueError):
    """The previous delivery could never have become public, so nothing can be compared with it."""


class Site(Struct, frozen=True):
    """A directory as the feed sees it, by which names it is read, and by which types its documents are judged."""

    source: DirectorySource
    archive: InPlaceArchive
    words: Vocabulary
    types: AcceptedTypes


def check(
    directory: Path,
    *,
    at: datetime,
    against: Path | None = None,
    accept_weak: bool = False,
    words: Vocabulary = PLAIN,
    types: AcceptedTypes = OF_THE_CONTRACT,
) -> Report:
    """What the feed would say of the delivery in `directory` on the day of `at`.

    `against` holds the delivery that was public before; without it the delivery is judged as a first one.
    `accept_weak` stands for an agreement on MD5 or SHA-1 digests, `words` for the provider's mapping, `types` for the
    document types that the repository takes.
    Raises `UnusablePrevious`.
    """
    site = Site(DirectorySource(directory), InPlaceArchive(directory), words, types)
    yesterday = _yesterday(against, at, site) if against else Yesterday()
    notes = Notebook(directory=str(directory), against=str(against or ""), at=at)
    try:
        return notes.closed(_run(site, yesterday, notes, at=at, accept_weak=accept_weak))
    except FeedError as error:
        notes.note(error.findings)
        conclusion = Conclusion.AWAITING_RELEASE if isinstance(error, Held) else Conclusion.HALTED
        return notes.closed(conclusion, reason=error.reason, summary=str(error))


def _run(site: Site, yesterday: Yesterday, notes: Notebook, *, at: datetime, accept_weak: bool) -> Conclusion:
    """The order of the stages is that of `pipeline.run`."""
    public = yesterday.public
    received = fetch.manifests(site.source, site.archive, max_bytes=MAX_FILE_BYTES)
    notes.files = tuple(received.files.values())
    notes.note(verify.digests(received, accept_weak=accept_weak))
    if public.last and public.last.data_digest == received.data_digest and not yesterday.awaited:
        notes.envelope = Envelope(delivery_id=public.last.delivery_id)
        return Conclusion.UNCHANGED
    parsed = _parsed(received, site, public)
    notes.envelope = parsed.envelope
    valid = validate.delivery(parsed, public, types=site.types)
    known = yesterday.stated(last_good.subjects(valid.findings))
    notes.note(last_good.beside(valid.findings, parsed.funds, site.words, known))
    notes.note(compare.order_of_deliveries(valid.envelope, received.data_digest, public, now=at))
    changes, warnings = compare.with_public(valid, public, today=at.date())
    notes.note(warnings)
    notes.counts = changes.counts()
    wanted = (document_files(valid) | yesterday.awaited) - yesterday.received
    notes.note(_documents(wanted, site, accept_weak=accept_weak))
    notes.note(_sizes(valid, site, refused={finding.file for finding in notes.findings}))
    notes.note(document_file.orphans(received.pdfs - valid.named_files - yesterday.named))
    verdict = guard.judge(changes, LIMITS)
    notes.measures = verdict.measures
    guard.hold_back(verdict)
    return Conclusion.ACCEPTABLE


def _yesterday(directory: Path, at: datetime, today: Site) -> Yesterday:
    """What the delivery in `directory` left behind when it was applied, on the day that it speaks of."""
    site = Site(DirectorySource(directory), InPlaceArchive(directory), today.words, today.types)
    try:
        received = fetch.manifests(site.source, site.archive, max_bytes=MAX_FILE_BYTES)
        verify.digests(received, accept_weak=True)
        valid = validate.delivery(_parsed(received, site, FIRST_EVER), FIRST_EVER, types=site.types)
        changes, _ = compare.with_public(valid, FIRST_EVER, today=valid.envelope.content_date or at.date())
    except FeedError as error:
        raise UnusablePrevious(f"The previous delivery, {directory}, can't have been public: {error}") from error
    return after(valid, changes, data_digest=received.data_digest, files=site.source.listing().keys())


def _parsed(received: fetch.Received, site: Site, public: PublicState) -> ParsedDelivery:
    contents = []
    for name in MANIFESTS:
        with site.archive.open(received.files[name].sha256) as stream:
            contents.append(stream.read())
    return parse.delivery(
        *contents, known_funds=public.fund_sources, known_documents=public.document_sources, words=site.words
    )


def _documents(wanted: frozenset[str], site: Site, *, accept_weak: bool) -> Iterator[Finding]:
    desk = document_file.Desk(
        archive=site.archive, inspect=inspect, max_bytes=MAX_DOCUMENT_BYTES, accept_weak=accept_weak
    )
    listed = site.source.listing()
    for name in sorted(wanted - listed.keys()):
        yield document_file.pending(name)
    for name in sorted(wanted & listed.keys()):
        judged = document_file.receive(name, site.source, desk)
        if isinstance(judged, Finding):
            yield judged
        elif judged.report.refusal:
            yield document_file.refused(name, judged.report.refusal)


def _sizes(valid: ValidDelivery, site: Site, *, refused: Collection[str]) -> Iterator[Finding]:
    listed = site.source.listing()
    for stated in document_file.stated_sizes(valid.documents):
        if stated.file_name in refused or stated.file_name not in listed:
            continue
        if listed[stated.file_name].size != stated.size:
            yield document_file.size_differs(stated, listed[stated.file_name].size)
