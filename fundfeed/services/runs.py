"""Running the feed: one run per provider at a time, each with an outcome whatever happens."""

from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from django.conf import settings
from django.db import connection

from ..adapters.archive import default_archive
from ..adapters.clock import SystemClock
from ..adapters.mail import mail_operators
from ..adapters.pdf import inspect
from ..adapters.source import Source, open_source
from ..errors import FeedError, Held
from ..journal import Journal, started
from ..models import FeedRun, Provider
from ..pipeline import Feed, run
from ..ports import Clock
from ..records.findings import Outcome, halt
from ..stages import notify

FEED_LOCK = 0x46454544
log = structlog.get_logger(__name__)


class AlreadyRunning(RuntimeError):
    """Another run of this provider is under way."""


def run_feed(
    *,
    provider: Provider,
    trigger: FeedRun.Trigger,
    by: str = "",
    source_url: str = "",
    clock: Clock | None = None,
) -> FeedRun:
    """Take the provider's delivery through all stages and return the finished run.

    `source_url` overrides where the provider delivers: an `sftp://` address or a directory.
    Raises `AlreadyRunning`; every other trouble ends in the run's outcome.
    """
    clock = clock or SystemClock()
    address = source_url or provider.source_url
    with _alone(provider):
        source = open_source(address, provider)
        row = FeedRun(provider=provider, trigger=trigger, requested_by=by, source=source.label)
        journal = started(row, clock)
        try:
            _run(source, journal, clock)
        finally:
            source.close()
    _tell(row)
    return row


def _run(source: Source, journal: Journal, clock: Clock) -> None:
    feed = Feed(
        provider=journal.run.provider,
        source=source,
        archive=default_archive(),
        inspect=inspect,
        connections=settings.FEED_CONNECTIONS,
        max_file_bytes=settings.FEED_MAX_FILE_BYTES,
        max_document_bytes=settings.FEED_MAX_DOCUMENT_BYTES,
        now=clock.now(),
    )
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


def _tell(row: FeedRun) -> None:
    """Mail must never change how a run ended."""
    try:
        notify.operators(row, mailer=mail_operators)
    except OSError:
        log.exception("feed.mail.failed", run=row.pk)


@contextmanager
def _alone(provider: Provider) -> Iterator[None]:
    """Hold the provider's advisory lock; PostgreSQL frees it even when this process dies."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [FEED_LOCK, provider.pk])
        (is_free,) = cursor.fetchone() or (False,)
    if not is_free:
        raise AlreadyRunning(f"A run of {provider} is under way already.")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [FEED_LOCK, provider.pk])
