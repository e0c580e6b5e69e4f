"""One of several keeps the schedule: whoever holds a lock of PostgreSQL, for as long as its connection lives."""

import os
import time
from threading import Thread

import psycopg
import structlog
from django.db import connection

LOCK = 0x42454154
WATCH_SECONDS = 2
# The server lets go of a leader whose machine is gone as soon as the leader, cut off, would have ended itself.
ALIVE = "SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 2"
DIED = 70
log = structlog.get_logger(__name__)


def lead() -> None:
    """Wait until nobody else leads; from then on this process leads, and ends at once when it no longer does."""
    holder = psycopg.connect(**connection.get_connection_params(), autocommit=True)
    holder.execute(ALIVE)
    log.info("schedule.standing_by")
    holder.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    log.info("schedule.leading")
    Thread(target=_watch, args=[holder], daemon=True, name="leader").start()


def _watch(holder: psycopg.Connection[object]) -> None:
    """End the process without asking anybody: two who keep the schedule are worse than none for a moment."""
    try:
        while True:
            time.sleep(WATCH_SECONDS)
            holder.execute("SELECT 1")
    except psycopg.Error:
        log.exception("schedule.lost")
        os._exit(DIED)
