"""How much the API is used: counted in Redis beside the quota, kept in a table, told to partners and operators."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

import redis
import structlog
from django.db import connection
from django.db.models import Sum

from . import quotas
from .models import UsageCount

REFUSED: Final = "refused"
EPOCH: Final = "epoch"
# A counter only grows: where it is less than what was kept, Redis came back from an older copy of itself.
KEEP: Final = """
    INSERT INTO partners_usagecount AS kept (day, key_name, endpoint_class, epoch, requests, refused)
    SELECT * FROM unnest(%s::date[], %s::text[], %s::text[], %s::text[], %s::bigint[], %s::bigint[])
    ON CONFLICT (day, key_name, endpoint_class, epoch) DO UPDATE SET
        requests = GREATEST(kept.requests, excluded.requests), refused = GREATEST(kept.refused, excluded.refused)
"""
log = structlog.get_logger(__name__)


def keep(*, today: date) -> int:
    """Write today's and yesterday's counts as they stand; twice the same counts change nothing. Says how many rows."""
    try:
        counted = [row for day in (today - timedelta(days=1), today) for row in _counted(day)]
    except redis.RedisError as error:
        log.warning("usage.not_kept", error=type(error).__name__)
        return 0
    if counted:
        with connection.cursor() as cursor:
            cursor.execute(KEEP, [list(column) for column in zip(*counted, strict=True)])
    return len(counted)


class Used(NamedTuple):
    """Requests of one key to one part of the API on one day."""

    day: date
    part: str
    requests: int
    refused: int


def of_key(name: str, *, since: date) -> list[Used]:
    """What one key was used for, the latest day first."""
    rows = UsageCount.objects.filter(key_name=name, day__gte=since).values_list("day", "endpoint_class")
    summed = rows.annotate(Sum("requests"), Sum("refused")).order_by("-day", "endpoint_class")
    return [Used(*row) for row in summed]


def _counted(day: date) -> Iterator[tuple[date, str, str, str, int, int]]:
    fields: Any = quotas.client().hgetall(quotas.usage_name(day))
    epoch = fields.pop(EPOCH, "")
    for field, count in fields.items():
        name, part, *is_refused = field.split("|")
        if not is_refused:
            beyond = fields.get(f"{field}|{REFUSED}", 0)
            yield day, name, part, epoch, int(count), int(beyond)
