"""Our own clean-up: what nobody needs any more, in slices, so that no job holds a lock for long."""

import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.storage import storages
from django.db.models import QuerySet

from ..models import MeasuredHour, ServiceMinute, Trouble

MINUTES_KEPT: Final = timedelta(days=400)
REPORTS_KEPT: Final = timedelta(days=800)
LEFT_BEHIND: Final = timedelta(days=2)
SLICE: Final = 10_000
PROBES: Final = "probes"


def sessions(*, at: datetime) -> int:
    """Sessions that have ended; says how many."""
    return _delete(Session.objects.filter(expire_date__lt=at))


def old_measurements(*, at: datetime) -> int:
    """Minutes after thirteen months, hours and troubles that are over after twenty-six; says how many rows."""
    minutes = _delete(ServiceMinute.objects.filter(minute__lt=at - MINUTES_KEPT))
    hours = _delete(MeasuredHour.objects.filter(hour__lt=at - REPORTS_KEPT))
    return minutes + hours + _delete(Trouble.objects.filter(ended_at__lt=at - REPORTS_KEPT))


def temporary_files(*, at: datetime) -> int:
    """Half-received files and probes that a process left behind when it died; says how many."""
    before = (at - LEFT_BEHIND).timestamp()
    folder = Path(settings.FEED_STAGING_DIR)
    parts = [path for path in folder.rglob("*.part") if path.is_file() and path.stat().st_mtime < before]
    for path in parts:
        path.unlink(missing_ok=True)
    return len(parts) + _old_probes(before)


def _old_probes(before: float) -> int:
    store = storages["bulk"]
    try:
        names = [f"{PROBES}/{name}" for name in store.listdir(PROBES)[1]]
    except FileNotFoundError:
        return 0
    old = [name for name in names if store.get_modified_time(name).timestamp() < before]
    for name in old:
        store.delete(name)
    return len(old)


def _delete(rows: QuerySet[Any]) -> int:
    """Delete slice by slice; a slice that took long is followed by as long a pause."""
    total = 0
    while keys := list(rows.order_by().values_list("pk", flat=True)[:SLICE]):
        began = time.monotonic()
        total += rows.model._default_manager.filter(pk__in=keys).delete()[0]
        if len(keys) == SLICE:
            time.sleep(time.monotonic() - began)
    return total
