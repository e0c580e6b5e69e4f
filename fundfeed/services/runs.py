"""Running the feed: one run per provider at a time, each with an outcome whatever happens."""

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import structlog
from django.conf import settings
from django.db import connection

from ..adapters.archive import default_archive
from ..adapters.archived import ArchivedSource
from ..adapters.clock import SystemClock
from ..adapters.scanned import inspect
from ..adapters.source import Source, open_source
from ..errors import FeedError, Held
from ..journal import Journal, started
from ..models import FeedRun, Provider
from ..pipeline import Feed, run
from ..ports import Archive
from ..records.changes import Ruling
from ..records.findings import Outcome, halt

FEED_LOCK = 0x46454544
POLL_SECONDS = 0.2
log = structlog.get_logger(__name__)


class AlreadyRunning(RuntimeError):
    """Another run of this provider is under way."""


def run_feed(
    *,
    provider: Provider,
    trigger: FeedRun.Trigger,
    by: str = "",
    source_url: str = "",
    patience: float = 0,
) -> FeedRun:
    """Take the provider's delivery through all stages and return the finished run.

    `source_url` overrides where the provider delivers: an `sftp://` address or a directory; `patience` is for
    how many seconds to wait for a run that is under way.
    Raises `AlreadyRunning`; every other trouble ends in the run's outcome.
    """
    address = source_url or provider.source_url
    with alone(provider, patience=patience), closing(open_source(address, provider)) as source:
        row = FeedRun(provider=provider, trigger=trigger, requested_by=by, source=source.label)
        return take(source, row)


def retry(*, run: FeedRun, by: str) -> FeedRun:
    """Try a run again: on the archived bytes when it received any, else at its source."""
    provider = run.provider
    if run.delivery is None:
        return run_feed(provider=provider, trigger=FeedRun.Trigger.RETRY, by=by, source_url=run.source)
    with alone(provider):
        source = ArchivedSource(run.delivery, default_archive())
        row = FeedRun(provider=provider, trigger=FeedRun.Trigger.RETRY, requested_by=by, source=source.label)
        return take(source, row)


def take(source: Source, row: FeedRun, ruling: Ruling | None = None) -> FeedRun:
    """Run the pipeline for a new run; the caller holds the provider's lock."""
    _run(source, started(row, SystemClock()), ruling)
    return row


def feed_from(source: Source, provider: Provider, *, archive: Archive, ruling: Ruling | None = None) -> Feed:
    """What the pipeline works with, within the limits of the settings."""
    return Feed(
        provider=provider,
        source=source,
        archive=archive,
        inspect=inspect,
        connections=settings.FEED_CONNECTIONS,
        max_file_bytes=settings.FEED_MAX_FILE_BYTES,
        max_document_bytes=settings.FEED_MAX_DOCUMENT_BYTES,
        max_fetch_bytes=settings.FEED_MAX_FETCH_BYTES,
        now=SystemClock().now(),
        ruling=ruling,
    )


def _run(source: Source, journal: Journal, ruling: Ruling | None) -> None:
    with structlog.contextvars.bound_contextvars(run=journal.run.pk):
        _to_its_end(source, journal, ruling)


def _to_its_end(source: Source, journal: Journal, ruling: Ruling | None) -> None:
    feed = feed_from(source, journal.run.provider, archive=default_archive(), ruling=ruling)
    try:
        run(feed, journal)
    except FeedError as error:
        journal.note(error.findings)
        outcome = Outcome.AWAITING_RELEASE if isinstance(error, Held) else Outcome.HALTED
        journal.finish(outcome, reason=error.reason, summary=str(error))
    except Exception as error:
        log.exception("feed.run.failed", run=journal.run.pk)
        journal.note([halt("run.failed", f"The run broke off: {type(error).__name__}: {error}")])
        journal.finish(Outcome.FAILED, summary="The run broke off; nothing public changed.")


@contextmanager
def alone(provider: Provider, *, patience: float = 0) -> Iterator[None]:
    """Hold the provider's advisory lock, waiting for it up to `patience` seconds; raises `AlreadyRunning`.

    PostgreSQL frees the lock even when this process dies. Inside a transaction it is held until that ends: nobody
    may see the provider free before what was done under the lock can be seen.
    """
    deadline = time.monotonic() + patience
    is_ended_by_commit = connection.in_atomic_block
    lock = "pg_try_advisory_xact_lock" if is_ended_by_commit else "pg_try_advisory_lock"
    while not _lock(provider, lock):
        if time.monotonic() >= deadline:
            raise AlreadyRunning(f"A run of {provider} is under way already.")
        time.sleep(POLL_SECONDS)
    try:
        yield
    finally:
        if not is_ended_by_commit:
            _ask("SELECT pg_advisory_unlock(%s, %s)", provider)


def _lock(provider: Provider, function: str) -> bool:
    return _ask(f"SELECT {function}(%s, %s)", provider)


def _ask(question: str, provider: Provider) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(question, [FEED_LOCK, provider.pk])
        (answer,) = cursor.fetchone() or (False,)
    return bool(answer)
