"""Celery tasks of changes."""

from celery import shared_task
from django.utils import timezone

from .late import remind


@shared_task
def remind_of_approvals() -> None:
    """Bring to mind emergencies that aren't approved."""
    remind(at=timezone.now())
