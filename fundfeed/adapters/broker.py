"""Waking a worker: only a hint, for what must happen is a row that the next beat finds anyway."""

import socket
from typing import Any
from urllib.parse import urlsplit

import structlog
from celery import current_app
from django.conf import settings
from kombu.exceptions import OperationalError

PATIENCE_SECONDS = 1.0
log = structlog.get_logger(__name__)


def wake(task: str, *arguments: Any) -> None:
    """Ask a worker to run `task` with these arguments now; a broker that is down costs a minute, nothing else."""
    try:
        _knock()
        current_app.send_task(task, arguments, retry=False)
    except (OperationalError, OSError):
        log.warning("broker.unreachable", task=task)


def _knock() -> None:
    """Fail at once when nobody listens: the client's own retries would hold a run up for seconds."""
    broker = urlsplit(settings.CELERY_BROKER_URL)
    if broker.hostname:
        socket.create_connection((broker.hostname, broker.port or 6379), timeout=PATIENCE_SECONDS).close()
