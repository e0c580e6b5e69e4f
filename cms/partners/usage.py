"""How much the API is used: counted in Redis beside the quota, kept in a table, told to partners and operators."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

import redis
import structlog
from django.db.models import Sum

from . import quotas
from .models import UsageCount

REFUSED: Final = "refused"
EPOCH: Final = "epoch"
FIELDS: Final = ("day", "key_name", "endpoint_class", "epoch")
log = structlog.get_logger(__name__)


def keep(*, today: date) -> int:
    """Write today's and yesterday's counts as they stand; twice the same counts change nothing. Says how many rows."""
    try:
        counted = [row for day in (today - timedelta(days=1), today) for row in _counted(day)]
    except redis.RedisError as error:
        log.warning("usage.not_kept", error=type(error).__name__)
        return 0
    UsageCount.objects.bulk_create(
        counted, update_conflicts=True, unique_fields=list(FIELDS), update_fields=["requests", "refused"]
    )
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


def _counted(day: date) -> Iterator[UsageCount]:
    fields: Any = quotas.client().hgetall(quotas.usage_name(day))
    epoch = fields.pop(EPOCH, "")
    for field, count in fields.items():
        name, part, *is_refused = field.split("|")
        if not is_refused:
            beyond = fields.get(f"{field}|{REFUSED}", 0)
            yield UsageCount(
                day=day,
                key_name=name,
                endpoint_class=part,
                epoch=epoch,
                requests=int(count),
                refused=int(beyond),
            )
