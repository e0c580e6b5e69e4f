"""Making the files of the whole public record: after what changed it, and at least once a day."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog
from django.conf import settings
from django.db import connection, transaction

from ..adapters import bulk_store
from ..adapters.clock import SystemClock
from ..models import BulkFile, BulkSet
from ..records.bulk import BulkKind
from ..selectors import bulk as selectors
from ..selectors import followed
from ..stages import bulk
from ..stages.bulk import Earlier, Written

SHORTEST_PAUSE = timedelta(minutes=30)  # between two sets of a day: each is as large as the whole record
BULK_LOCK = 0x42554C4B
PREFIX = "bulk-"
log = structlog.get_logger(__name__)


def make_bulk() -> BulkSet | None:
    """Make a set of files if one is due and nobody else is at it; None otherwise.

    Until all its files are stored a set doesn't exist, so that one whose worker died is made again.
    """
    now = SystemClock().now()
    with _alone() as is_free:
        if not is_free or not _is_due(now):
            return None
        made = _make(now)
        _forget_old(now - timedelta(days=settings.BULK_KEEP_DAYS))
    return made


def _is_due(now: datetime) -> bool:
    last = selectors.newest_set()
    if last is None:
        return selectors.runs_that_changed() > 0
    has_changed = selectors.runs_that_changed() != last.runs or followed.head().sequence != last.sequence
    is_new_day = last.taken_at.astimezone(now.tzinfo).date() < now.date()
    return is_new_day or (has_changed and last.taken_at + SHORTEST_PAUSE <= now)


def _make(now: datetime) -> BulkSet:
    last = selectors.newest_set()
    with TemporaryDirectory(dir=_cleared_staging(), prefix=PREFIX) as directory:
        with ExitStack() as stack:
            earlier = _earlier(last, stack)
            stack.enter_context(selectors.snapshot())
            place, runs = followed.head(), selectors.runs_that_changed()
            written = bulk.write(selectors.public_bodies(), earlier=earlier, directory=Path(directory))
        for file in written:
            bulk_store.keep(file.path, sha256=file.sha256, size=file.size)
    name = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    made = BulkSet(name=name, taken_at=now, sequence=place.sequence, mark=place.mark, runs=runs)
    _record(made, written, follows=last.name if last else "")
    log.info("bulk.made", set=name, sequence=place.sequence, files={file.kind.value: file.rows for file in written})
    return made


def _cleared_staging() -> Path:
    """Where files grow, without what a maker that died left there."""
    staging = Path(settings.FEED_STAGING_DIR)
    staging.mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in staging.glob(f"{PREFIX}*"):
        shutil.rmtree(left)
    return staging


def _earlier(last: BulkSet | None, stack: ExitStack) -> Earlier | None:
    """The full file of the last set; None when there is none, or its bytes are lost."""
    file = BulkFile.objects.filter(bulk_set=last, kind=BulkKind.FULL).first() if last else None
    if file is None:
        return None
    if not bulk_store.holds(file.sha256, size=file.size):
        log.error("bulk.lost", file=file.name)
        return None
    return Earlier(stack.enter_context(closing(bulk_store.portion(file.sha256, first=0, length=file.size))))


@transaction.atomic
def _record(made: BulkSet, written: list[Written], *, follows: str) -> None:
    made.save()
    BulkFile.objects.bulk_create(
        BulkFile(
            bulk_set=made,
            kind=file.kind.value,
            name=f"funds-{made.name}-{file.kind}.{file.kind.ending}",
            follows=follows if file.kind is BulkKind.DELTA else "",
            rows=file.rows,
            size=file.size,
            sha256=file.sha256,
        )
        for file in written
    )


def _forget_old(before: datetime) -> None:
    """Let go of sets from before that moment, and of bytes that no other set has."""
    old = BulkSet.objects.filter(taken_at__lt=before)
    digests = set(BulkFile.objects.filter(bulk_set__in=old).values_list("sha256", flat=True))
    old.delete()
    for sha256 in digests - set(BulkFile.objects.filter(sha256__in=digests).values_list("sha256", flat=True)):
        bulk_store.forget(sha256)


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether nobody else makes bulk files; PostgreSQL frees the lock even when this process dies."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [BULK_LOCK])
        (is_free,) = cursor.fetchone() or (False,)
    try:
        yield bool(is_free)
    finally:
        if is_free:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [BULK_LOCK])
