"""The minute's round: take up what died, and start what is due."""

from datetime import datetime

import structlog
from django.db.models import Exists, OuterRef, QuerySet

from ..adapters.clock import SystemClock
from ..journal import Journal, tell
from ..models import FeedRun, Provider, RunFinding
from ..records.findings import Outcome, halt
from ..records.schedule import DAY, Attempt, Schedule, is_due
from ..signals import intake_asked
from ..stages import notify
from .runs import AlreadyRunning, alone

LOST_CODE = "run.interrupted"
LOST = RunFinding.objects.filter(code=LOST_CODE)
INTERRUPTED = "The worker of this run died before it ended; nothing public changed, and it is tried again."
log = structlog.get_logger(__name__)


def why_paused(now: datetime) -> str:
    """Why rounds start no run now; "" when they do. What is due meanwhile is due afterwards."""
    return next((str(reason) for _, reason in intake_asked.send(sender=None, at=now) if reason), "")


def providers_due() -> list[Provider]:
    """Providers whose feed should run now. Runs whose worker died are marked as failed on the way."""
    if reason := why_paused(SystemClock().now()):
        log.info("feed.round.paused", reason=reason)
        return []
    return [provider for provider in Provider.objects.all() if _is_due(provider)]


def _is_due(provider: Provider) -> bool:
    try:
        with alone(provider):
            _mark_interrupted(provider)
    except AlreadyRunning:
        return False
    if not provider.is_enabled:
        return False
    now = SystemClock().now()
    schedule = schedule_of(provider)
    expected = schedule.last_expected(now)
    has_delivered = provider.deliveries.filter(received_at__gt=expected - DAY).exists()
    tried = attempts(provider.runs.exclude(trigger=FeedRun.Trigger.DAY), expected)
    if tried and not has_delivered and schedule.is_past_cut_off(now):
        tell(notify.cut_off_passed(provider.runs.latest(), since=expected), at=now)
    return is_due(schedule, now, tried, has_delivered=has_delivered)


def _mark_interrupted(provider: Provider) -> None:
    """End runs that nobody works on: the caller holds the lock that a living run would hold."""
    for run in provider.runs.filter(outcome=""):
        journal = Journal(run, SystemClock())
        journal.note([halt(LOST_CODE, INTERRUPTED)])
        journal.finish(Outcome.FAILED, summary=INTERRUPTED)


def schedule_of(provider: Provider) -> Schedule:
    """The provider's hour and cut-off."""
    return Schedule(provider.expected_at, provider.cut_off, provider.time_zone)


def attempts(runs: QuerySet[FeedRun], since: datetime) -> list[Attempt]:
    """Those of the runs that began since then and ended, oldest first."""
    ended = runs.filter(started_at__gte=since, finished_at__isnull=False).order_by("started_at")
    rows = ended.annotate(is_interrupted=Exists(LOST.filter(run=OuterRef("pk"))))
    return [
        Attempt(finished, outcome, reason, is_interrupted)
        for finished, outcome, reason, is_interrupted in rows.values_list(
            "finished_at", "outcome", "reason", "is_interrupted"
        )
        if finished
    ]
