"""Celery tasks of the watch."""

from celery import shared_task
from django.utils import timezone

from .reminding import remind_of_review


@shared_task
def remind_reviewers() -> None:
    """Ask for the access review when it is due, once a week."""
    remind_of_review(at=timezone.now())
