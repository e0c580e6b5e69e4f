"""The product's Celery application as a test starts it: feed and mails each second, by a clock that the test sets."""

import os
from datetime import datetime
from pathlib import Path

from cms.celery import app
from fundfeed.adapters.clock import SystemClock

CLOCK = Path(os.environ["TEST_CLOCK"])
# Other rounds come as they do in production: each second they would leave no time for these.
HASTY = ("fundfeed.tasks.run_due_feeds", "fundfeed.tasks.send_messages")


def _now(_clock: SystemClock) -> datetime:
    return datetime.fromisoformat(CLOCK.read_text())


SystemClock.now = _now  # type: ignore[method-assign, assignment]
for entry in app.conf.beat_schedule.values():
    if entry["task"] in HASTY:
        entry["schedule"] = float(os.environ.get("TEST_ROUND_SECONDS", "1"))
