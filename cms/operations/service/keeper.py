"""Each process of the back end writes down once a minute what it answered: read from its own counters, which cost it
nothing more, and added to the rows of the others."""

import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import structlog
from django.db import DatabaseError, InterfaceError, connection, transaction

from ..metrics.http import REQUESTS, SECONDS
from ..served.minutes import BOUNDS, Answered, add_answered

MINUTE: Final = 60
MOST_PENDING: Final = 240  # two hours of two areas, for a database that is away
ADMIN: Final = ("admin", "partners")
Counts = Mapping[str, Answered]
log = structlog.get_logger(__name__)


class Kept:
    """The WSGI application that keeps by the minute what `application` answers in this process."""

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application
        self._begins, self._has_begun = threading.Lock(), False

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request; the first one begins the keeping, because a process may be forked until then."""
        if not self._has_begun and self._begins.acquire(blocking=False):  # never let go of
            self._has_begun = True
            threading.Thread(target=Keeper().keep, daemon=True, name="minutes").start()
        return self._application(environ, start_response)


class Keeper:
    """Takes the difference of the counters minute by minute; what can't be written waits for its turn."""

    def __init__(self) -> None:
        self._before = counted()
        self._pending: dict[tuple[datetime, str], Answered] = {}

    def keep(self) -> None:
        """Go on for as long as the process lives."""
        while True:
            minute = int(time.time()) // MINUTE * MINUTE
            time.sleep(minute + MINUTE - time.time())
            self.take(minute=datetime.fromtimestamp(minute, tz=UTC))
            self.write()
            connection.close()

    def take(self, *, minute: datetime) -> None:
        """Note what was counted since the last time as this minute's."""
        now = counted()
        for area, found in now.items():
            added = found - self._before.get(area, Answered())
            if added.requests and len(self._pending) < MOST_PENDING:
                self._pending[minute, area] = added
        self._before = now

    def write(self) -> None:
        """Write what is noted, all or nothing; without a database it waits."""
        try:
            with transaction.atomic():
                for (minute, area), added in sorted(self._pending.items(), key=lambda item: item[0]):
                    add_answered(area, added, minute=minute)
        except (DatabaseError, InterfaceError) as error:
            log.warning("minutes.not_kept", minutes=len(self._pending), error=type(error).__name__)
        else:
            self._pending.clear()


def counted() -> Counts:
    """What this process has answered since it began, by area."""
    requests: defaultdict[str, int] = defaultdict(int)
    errors: defaultdict[str, int] = defaultdict(int)
    seconds: defaultdict[str, float] = defaultdict(float)
    within: defaultdict[str, dict[float, int]] = defaultdict(lambda: dict.fromkeys(BOUNDS, 0))
    for sample in (sample for metric in (*REQUESTS.collect(), *SECONDS.collect()) for sample in metric.samples):
        area = _area(sample.labels["part"])
        if sample.name.endswith("_requests_total"):
            requests[area] += int(sample.value)
            errors[area] += int(sample.value) if sample.labels["status"] == "5xx" else 0
        elif sample.name.endswith("_sum"):
            seconds[area] += sample.value
        elif sample.name.endswith("_bucket"):
            within[area][float(sample.labels["le"])] += int(sample.value)
    return {
        area: Answered(count, errors[area], seconds[area], tuple(within[area].values()))
        for area, count in requests.items()
        if area
    }


def _area(part: str) -> str:
    """Where a part of the product is accounted for; "" for what serves nobody."""
    if part.startswith("api:"):
        return "api"
    return "admin" if part in ADMIN else ""
