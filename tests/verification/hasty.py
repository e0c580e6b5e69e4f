"""The product's Celery application as a test starts it: a round each second, and a clock that the test sets."""

import os
from datetime import datetime
from pathlib import Path

from cms.celery import app
from fundfeed.adapters.clock import SystemClock

CLOCK = Path(os.environ["TEST_CLOCK"])


def _now(_clock: SystemClock) -> datetime:
    return datetime.fromisoformat(CLOCK.read_text())


SystemClock.now = _now  # type: ignore[method-assign, assignment]
for entry in app.conf.beat_schedule.values():
    if entry["task"].startswith("fundfeed."):  # nightly work of others each second would leave no time for it
        entry["schedule"] = 1.0
