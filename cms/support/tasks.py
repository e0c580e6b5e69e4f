"""Celery tasks of support."""

from celery import shared_task
from django.utils import timezone

from . import handing_over, retention


@shared_task
def hand_over_requests() -> None:
    """Tell the organisation's own ticket system, each minute."""
    handing_over.tell_waiting(at=timezone.now())


@shared_task
def keep_no_longer() -> None:
    """Close what is solved, and erase what is old, each night."""
    now = timezone.now()
    retention.close_solved(at=now)
    retention.erase_old(at=now)
