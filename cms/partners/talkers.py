"""Who asks the API most at this moment; nothing of it is kept longer than a quota needs to be full again."""

from itertools import islice
from typing import Final

import redis
from django.conf import settings
from msgspec import Struct

from .ahead import WINDOW
from .quotas import MICRO, PREFIX, client

MOST_LOOKED_AT: Final = 5000


class Talker(Struct, frozen=True):
    """A caller, and which part of a minute's quota is used up now."""

    caller: str
    percent: int


def talkers(*, most: int) -> list[Talker]:
    """The callers with the least left, the busiest first; none while Redis is away."""
    if not settings.QUOTA_REDIS_URL:
        return []
    try:
        return _asked(most)
    except redis.RedisError:
        return []


def _asked(most: int) -> list[Talker]:
    names = list(islice(client().scan_iter(f"{PREFIX}quota:*", count=1000), MOST_LOOKED_AT))
    seconds, micro = client().time()
    now = seconds * MICRO + micro
    full = zip(names, client().mget(names) if names else [], strict=True)
    found = [
        Talker(name.removeprefix(f"{PREFIX}quota:"), min(100, round(100 * (int(at) - now) / (WINDOW * MICRO))))
        for name, at in full
        if at is not None and int(at) > now
    ]
    return sorted(found, key=lambda one: (-one.percent, one.caller))[:most]
