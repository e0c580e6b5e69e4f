"""The board: how far a run has come, for whoever looks on, even while its transaction hides what it writes."""

import time
from collections.abc import Mapping

import structlog
from django.core.cache import cache
from msgspec import Struct, convert, to_builtins
from redis import RedisError

from ..models import FeedRun

LIFETIME = 24 * 60 * 60  # seconds
PAUSE = 0.5  # seconds between two notes on one stage
log = structlog.get_logger(__name__)


class Progress(Struct, frozen=True):
    """The stage that a run is in, the seconds of those before, and what is done of what in this one."""

    stage: str
    timings: Mapping[str, float]
    done: int = 0
    total: int = 0


class Board:
    """Where one run shows its progress: a hint, so a cache that is down costs one attempt and nothing else."""

    def __init__(self, run: FeedRun) -> None:
        self._run = run
        self._is_up = True
        self._last = 0.0

    def stage(self, name: str, timings: Mapping[str, float]) -> None:
        """Show that a stage began."""
        self._show(Progress(name, dict(timings)))

    def counted(self, done: int, total: int) -> None:
        """Show how much of the stage is done; called from any thread, as often as one likes."""
        if time.monotonic() - self._last >= PAUSE or done == total:
            self._show(Progress(self._run.stage, dict(self._run.timings), done, total))

    def _show(self, progress: Progress) -> None:
        self._last = time.monotonic()
        if not self._is_up:
            return
        try:
            cache.set(_key(self._run), to_builtins(progress), LIFETIME)
        except (RedisError, OSError) as error:
            self._is_up = False
            log.warning("board.unreachable", run=self._run.pk, error=str(error))


def read(run: FeedRun) -> Progress | None:
    """What a run that is going shows; None when it shows nothing."""
    try:
        shown = cache.get(_key(run))
    except (RedisError, OSError):
        return None
    return convert(shown, Progress) if shown else None


def _key(run: FeedRun) -> str:
    return f"feed-run-{run.pk}-{run.started_at.timestamp():.0f}"
