"""Counts go from Redis to the download log in batches, each exactly once, whatever dies in between.

A batch has an id from its first count on. The id is written with the counts in one transaction, so that a batch that is
found again isn't added again, be it that its worker died before forgetting it, or that Redis came back from an older
copy of itself. In the latter case what was counted in the minute after that is lost, and nothing counts twice.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Final
from uuid import uuid4

import structlog
from django.db import connection, transaction
from redis import RedisError, ResponseError

from .counting import BATCH_ID, OPEN, store
from .models import AddedBatch

BATCH: Final = "downloads:batch:"
REMEMBERED: Final = timedelta(days=90)
NO_SUCH_KEY: Final = "no such key"
ADD: Final = """
    INSERT INTO downloads_documentdownload AS log (sha256, day, is_by_robots, count)
    SELECT * FROM unnest(%s::text[], %s::date[], %s::boolean[], %s::bigint[])
    ON CONFLICT (sha256, day, is_by_robots) DO UPDATE SET count = log.count + excluded.count
"""
log = structlog.get_logger(__name__)


def take_over(*, now: datetime) -> int:
    """Add what was counted since the last time; return how many downloads. Nothing is lost while Redis is down."""
    try:
        _cut_off()
        return sum(_add(batch, now) for batch in list(_batches()))
    except (RedisError, OSError) as error:
        log.warning("downloads.not_taken_over", error=str(error))
        return 0


def _cut_off() -> None:
    """Give the open counts a name of their own; new ones begin at once."""
    try:
        store().rename(OPEN, f"{BATCH}{uuid4()}")
    except ResponseError as error:
        if NO_SUCH_KEY not in str(error):
            raise


def _batches() -> Iterator[str]:
    yield from store().scan_iter(match=f"{BATCH}*")


def _add(batch: str, now: datetime) -> int:
    counts: dict[str, str] = store().hgetall(batch)  # type: ignore[assignment]  # not awaited: it is no coroutine
    name = counts.pop(BATCH_ID, batch)
    with transaction.atomic():
        _, is_new = AddedBatch.objects.get_or_create(name=name, defaults={"added_at": now})
        if is_new:
            _write(counts)
        AddedBatch.objects.filter(added_at__lt=now - REMEMBERED).delete()
    store().delete(batch)
    return sum(map(int, counts.values())) if is_new else 0


def _write(counts: Mapping[str, str]) -> None:
    days, files, kinds = zip(*(entry.split(" ") for entry in counts), strict=True) if counts else ((), (), ())
    values = ([*files], [date.fromisoformat(day) for day in days], [kind == "robots" for kind in kinds])
    with connection.cursor() as cursor:
        cursor.execute(ADD, [*values, [int(count) for count in counts.values()]])
