"""Celery tasks of support."""

from celery import shared_task
from django.utils import timezone

from . import handing_over, retention


@shared_task
def hand_over_requests() -> None:
    """Tell the organisation's own ticket system, each minute."""
    handing_over.tell_waiting(at=timezone.now())


@shared_task
def close_solved_requests() -> None:
    """Close what was solved and nobody came back to, each night; retention erases what is old."""
    retention.close_solved(at=timezone.now())
