"""Reads for bulk files: the record as of one moment, and the files that there are."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models.functions import Collate

from ..models import BulkFile, BulkSet, FeedRun, PublishedFund
from ..records.findings import Outcome

CHUNK = 200
MOST_SETS = 200
CHANGED = (Outcome.APPLIED, Outcome.RELEASED, Outcome.ROLLED_BACK)


@contextmanager
def snapshot() -> Iterator[None]:
    """Everything that is read inside is of one moment; the outermost transaction, for reading only."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def runs_that_changed() -> int:
    """How many runs have changed the public record until now."""
    return FeedRun.objects.filter(outcome__in=CHANGED).count()


def public_bodies() -> Iterator[tuple[str, bytes]]:
    """The public body of every fund that ever was public, in the order of the bytes of its id."""
    rows = PublishedFund.objects.order_by(Collate("fund_id", "C")).values_list("fund_id", "body")
    return ((fund_id, bytes(body)) for fund_id, body in rows.iterator(chunk_size=CHUNK))


def newest_set() -> BulkSet | None:
    """The set that was made last."""
    return BulkSet.objects.first()


def sets() -> list[BulkSet]:
    """The sets that are kept with their files, the newest first."""
    return list(BulkSet.objects.prefetch_related("files")[:MOST_SETS])


def file_called(name: str) -> BulkFile | None:
    """The file of this name, with its set."""
    return BulkFile.objects.select_related("bulk_set").filter(name=name).first()
