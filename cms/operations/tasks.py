"""Celery tasks of operations."""

from celery import shared_task
from django.core.cache import cache
from django.utils import timezone

from .cadence import MONTHLY, WEEKLY, remind
from .growth import measure_growth
from .maintenance.running import see_to_it
from .rounds import make_round, walk_the_ledger
from .smoke import key
from .summary.writing import send
from .upkeep import clearing


@shared_task
def make_checks() -> None:
    """Make the checks that are due, each minute."""
    make_round(at=timezone.now())


@shared_task
def see_to_maintenance() -> None:
    """Keep and tell what maintenance began and ended, each minute."""
    see_to_it(at=timezone.now())


@shared_task
def measure() -> None:
    """Keep how large everything is, each hour."""
    measure_growth(day=timezone.localdate())


@shared_task
def mail_the_summary() -> None:
    """Mail the summary of the day, at six in the evening."""
    send(at=timezone.now())


@shared_task
def verify_the_ledger() -> None:
    """Walk through the whole ledger, each night."""
    walk_the_ledger(at=timezone.now())


@shared_task
def remind_of_the_week() -> None:
    """Mail each role what comes back each week, on Mondays."""
    remind(WEEKLY)


@shared_task
def remind_of_the_month() -> None:
    """Mail each role what comes back each month, on its first day."""
    remind(MONTHLY)


@shared_task
def clear_sessions() -> int:
    """Delete sessions that have ended, each night."""
    return clearing.sessions(at=timezone.now())


@shared_task
def clear_measurements() -> int:
    """Delete measurements that no report shows any more, each night."""
    return clearing.old_measurements(at=timezone.now())


@shared_task
def clear_temporary_files() -> int:
    """Delete what processes left behind when they died, each night."""
    return clearing.temporary_files(at=timezone.now())


@shared_task
def answer_smoke(token: str) -> None:
    """Say that an order of the smoke test was carried out."""
    cache.set(key(token), True, timeout=300)
