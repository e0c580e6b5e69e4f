"""Counting while answers go out: one round trip to Redis, and none at all while Redis is down."""

import re
import time
from datetime import date
from functools import cache
from typing import Final
from uuid import uuid4

import structlog
from django.conf import settings
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

OPEN: Final = "downloads:open"
BATCH_ID: Final = "id"  # among the counts: by it the log knows them again, wherever Redis is restored from
PATIENCE_SECONDS: Final = 0.2
PAUSE_SECONDS: Final = 30.0
ROBOT: Final = re.compile(r"bot\b|crawl|spider|slurp|archiver|preview|monitor", re.IGNORECASE)
log = structlog.get_logger(__name__)


class Counter:
    """Counts downloads; after a failure it doesn't try for half a minute, so that no answer waits for Redis twice."""

    def __init__(self) -> None:
        self._paused_until = 0.0

    def count(self, sha256: str, *, day: date, agent: str) -> None:
        """Count one download of the file; what the program says of itself decides where and is kept nowhere."""
        if time.monotonic() < self._paused_until:
            return
        try:
            with store().pipeline(transaction=False) as both:
                both.hsetnx(OPEN, BATCH_ID, str(uuid4()))
                both.hincrby(OPEN, field(sha256, day, is_by_robot=bool(ROBOT.search(agent))), 1)
                both.execute()
        except (RedisError, OSError) as error:
            self._paused_until = time.monotonic() + PAUSE_SECONDS
            log.warning("downloads.not_counted", error=str(error), seconds=PAUSE_SECONDS)


counter: Final = Counter()


def field(sha256: str, day: date, *, is_by_robot: bool) -> str:
    """Where one file's downloads of a day are counted."""
    return f"{day.isoformat()} {sha256} {'robots' if is_by_robot else 'others'}"


@cache
def store() -> "Redis":
    """The counters' Redis, with little patience; one stale connection is worth a second try."""
    return Redis.from_url(
        settings.CELERY_BROKER_URL,
        socket_timeout=PATIENCE_SECONDS,
        socket_connect_timeout=PATIENCE_SECONDS,
        retry=Retry(NoBackoff(), retries=1),
        decode_responses=True,
    )
