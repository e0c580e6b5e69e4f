"""Waking a worker: only a hint, for what must happen is a row that the next beat finds anyway."""

import structlog
from celery import current_app
from kombu.exceptions import OperationalError

log = structlog.get_logger(__name__)


def wake(task: str) -> None:
    """Ask a worker to run `task` now; a broker that is down costs a minute, nothing else."""
    try:
        current_app.send_task(task, retry=False)
    except (OperationalError, OSError):
        log.warning("broker.unreachable", task=task)
