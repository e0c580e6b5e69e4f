"""Celery tasks of content."""

from celery import shared_task

from . import comparison


@shared_task
def compare_with_what_was_approved() -> None:
    """Hold what the public reads against the approved versions, once a day."""
    comparison.check()
