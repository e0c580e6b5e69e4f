"""Celery tasks of cases."""

from celery import shared_task
from django.utils import timezone

from .breaches import tell_of_breaches


@shared_task
def look_at_clocks() -> None:
    """Tell of clocks that ran over, each minute."""
    tell_of_breaches(at=timezone.now())
