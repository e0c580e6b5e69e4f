"""Celery tasks of the download log."""

from celery import shared_task
from django.utils import timezone

from .taking_over import take_over


@shared_task
def take_over_downloads() -> None:
    """Bring what was counted into the log."""
    take_over(now=timezone.now())
