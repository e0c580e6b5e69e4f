"""Clean-up jobs: which there are, when each is due, and what came of it last. Workers keep the record by themselves."""

import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from celery.schedules import crontab
from celery.signals import task_failure, task_postrun, task_prerun
from django.conf import settings
from django.utils import timezone
from msgspec import Struct

from ..models import CleanUp

# Tasks are named and not imported: most of them are other applications'.
JOBS: Final = {
    "cms.operations.tasks.clear_sessions": "Sessions that have ended",
    "cms.operations.tasks.clear_measurements": "Minutes after 13 months, hours and troubles after 26",
    "cms.operations.tasks.clear_temporary_files": "Half-received files and probes of processes that died",
    "cms.preview.tasks.forget_expired_previews": "Previews that have expired",
    "cms.partners.tasks.forget_old_deliveries": "The log of webhook events that arrived long ago",
    "cms.content.tasks.sum_up_old_acceptances": "Acceptances of the disclaimer, summed up",
    "fundfeed.tasks.make_bulk": "Bulk files that are too old (with the making of new ones)",
}
LATE: Final = timedelta(hours=26)
_began: dict[str, float] = {}


class Job(Struct, frozen=True):
    """One job: what it clears away, when it is due, and its last run; None before the first."""

    task: str
    title: str
    schedule: str
    last: CleanUp | None

    def is_late(self, at: datetime) -> bool:
        """Whether it should have run by now; each is due once a day or more often."""
        return self.last is not None and at - self.last.at > LATE


def jobs() -> list[Job]:
    """Every job in the order of the list."""
    last = {row.task: row for row in CleanUp.objects.all()}
    entries: Mapping[str, Any] = settings.CELERY_BEAT_SCHEDULE
    plans = {entry["task"]: entry["schedule"] for entry in entries.values()}
    return [Job(task, title, _told(plans[task]), last.get(task)) for task, title in JOBS.items()]


def _told(schedule: Any) -> str:
    """A schedule in words."""
    return _daily(schedule) if isinstance(schedule, crontab) else f"every {schedule:.0f} s"


def _daily(schedule: Any) -> str:  # what it is made of has no types
    minute, hours = min(schedule.minute), schedule.hour
    return f"each hour at :{minute:02}" if len(hours) > 1 else f"each day at {min(hours)}:{minute:02}"


@task_prerun.connect
def note_beginning(*, task_id: str, task: Any, **_: Any) -> None:
    """Remember when a job began."""
    if task.name in JOBS:
        _began[task_id] = time.monotonic()


@task_failure.connect
def note_fault(*, sender: Any, task_id: str, exception: BaseException, **_: Any) -> None:
    """Keep that a job failed."""
    if sender.name in JOBS:
        _keep(sender.name, task_id, fault=type(exception).__name__)


@task_postrun.connect
def note_end(*, task: Any, task_id: str, state: str | None = None, retval: Any = None, **_: Any) -> None:
    """Keep what a job cleared away, where it says so."""
    if task.name in JOBS and state == "SUCCESS":
        _keep(task.name, task_id, removed=retval if isinstance(retval, int) else None)


def _keep(task: str, task_id: str, *, removed: int | None = None, fault: str = "") -> None:
    seconds = time.monotonic() - _began.pop(task_id, time.monotonic())
    values = {"at": timezone.now(), "seconds": seconds, "removed": removed, "fault": fault}
    CleanUp.objects.update_or_create(task=task, defaults=values)
