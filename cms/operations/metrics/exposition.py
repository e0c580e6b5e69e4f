"""The page that Prometheus scrapes, for whoever has the token; without one, for this machine alone."""

import hmac
import os
from typing import Final
from wsgiref.types import WSGIEnvironment

from django.conf import settings
from django.db import close_old_connections
from prometheus_client import REGISTRY, CollectorRegistry, generate_latest, multiprocess

from . import logins
from .collected import Collected

HERE: Final = frozenset({"127.0.0.1", "::1"})
# A proxy of ours calls from this machine, too, and says for whom.
FORWARDED: Final = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP")
COUNTED: Final = (logins.SIGN_INS,)


def may_scrape(environ: WSGIEnvironment) -> bool:
    """Whether a request may read metrics."""
    if settings.METRICS_TOKEN:
        shown = str(environ.get("HTTP_AUTHORIZATION", ""))
        return hmac.compare_digest(shown.encode(), f"Bearer {settings.METRICS_TOKEN}".encode())
    return environ.get("REMOTE_ADDR", "") in HERE and not any(name in environ for name in FORWARDED)


def page() -> bytes:
    """Everything, as text: of all processes where `PROMETHEUS_MULTIPROC_DIR` is set, else of this one."""
    close_old_connections()
    asked = CollectorRegistry()
    asked.register(Collected())
    return generate_latest(_counted()) + generate_latest(asked)


def _counted() -> CollectorRegistry:
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    every = CollectorRegistry()
    multiprocess.MultiProcessCollector(every)  # type: ignore[no-untyped-call] # untyped there
    return every
