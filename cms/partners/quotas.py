"""Quotas, which Redis keeps; without Redis everybody is let in and a log line says so.

A request is one round trip, but for those of a busy caller, of which some are told together ([ahead](ahead.py)).
"""

import time
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, Final, NamedTuple

import redis
import structlog
from django.conf import settings
from django.utils import timezone

from .ahead import WINDOW, Ahead

__all__ = ["WINDOW", "take"]

MICRO: Final = 1_000_000
KEEP_USAGE: Final = 3 * 86_400
NOTE_EVERY: Final = 300
PATIENCE: Final = 0.25
TRY_AGAIN_AFTER: Final = 5.0
PREFIX: Final = "api:"
SCRIPT: Final = Path(__file__).with_name("quotas.lua").read_text()
log = structlog.get_logger(__name__)


class Taken(NamedTuple):
    """What became of one request: let in or not, how much is left, and in how many seconds there is more.

    `is_news` says that this key's presence wasn't noted for some minutes.
    """

    is_allowed: bool
    limit: int
    remaining: int
    reset: int
    retry_after: int
    is_news: bool


class _Away:
    """Until when Redis is left alone after it failed, so that not every request waits for it."""

    until = 0.0


def take(*, caller: str, per_minute: int, part: str, key_name: str = "") -> Taken | None:
    """Count one request of `caller` to a part of the API; None when Redis is away, and then it is let in."""
    use = f"{key_name}|{part}"
    left = ahead.take(caller=caller, per_minute=per_minute, use=use)
    if left is not None:
        return Taken(True, per_minute, left.remaining, left.reset, 0, is_news=False)
    if not settings.QUOTA_REDIS_URL:
        return None
    uses = ahead.untold(caller)
    said = _ask(caller, uses + Counter([use]), per_minute, before=uses.total(), use=use, key_name=key_name)
    if said is None:
        return None
    allowed, remaining, reset, wait, news = said
    ahead.learn(caller=caller, per_minute=per_minute, full_in=reset / MICRO)
    return Taken(bool(allowed), per_minute, max(0, remaining), _seconds(reset), _seconds(wait), bool(news))


def _ask(
    caller: str, uses: Counter[str], per_minute: int, *, before: int, use: str = "", key_name: str = ""
) -> Sequence[int] | None:
    """One round trip; None when Redis is away. Without a `use` nobody asks, and only `before` is told."""
    if time.monotonic() < _Away.until:
        return None
    each = WINDOW * MICRO // per_minute
    names = [f"{PREFIX}quota:{caller}", usage_name(), f"{PREFIX}noted:{key_name}"]
    options = [each, each * per_minute, use, KEEP_USAGE, NOTE_EVERY if key_name else 0, before, int(bool(use))]
    try:
        said: Sequence[int] = _script()(keys=names, args=[*options, *chain.from_iterable(uses.items())])
    except redis.RedisError as error:
        _Away.until = time.monotonic() + TRY_AGAIN_AFTER
        log.warning("quota.unlimited", error=type(error).__name__, for_seconds=TRY_AGAIN_AFTER)
        return None
    return said


def _tell(caller: str, uses: Counter[str], per_minute: int) -> None:
    _ask(caller, uses, per_minute, before=uses.total())


ahead = Ahead(_tell)


def usage_name(day: Any = None) -> str:
    """Where Redis counts the use of one day; today's without one."""
    return f"{PREFIX}usage:{day or timezone.localdate():%Y%m%d}"


@cache
def client() -> "redis.Redis":
    """The connection of this process."""
    patience = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE}
    return redis.Redis.from_url(settings.QUOTA_REDIS_URL, decode_responses=True, **patience)


@cache
def _script() -> Any:
    return client().register_script(SCRIPT)


def _seconds(micro: int) -> int:
    return -(-int(micro) // MICRO)
