"""Celery tasks of content."""

from celery import shared_task

from . import acceptance, comparison, windows


@shared_task
def tell_of_ended_windows() -> None:
    """Mail whom it concerns that a banner isn't shown any more."""
    windows.tell_of_ends()


@shared_task
def compare_with_what_was_approved() -> None:
    """Hold what the public reads against the approved versions, once a day."""
    comparison.check()


@shared_task
def sum_up_old_acceptances() -> None:
    """Keep numbers of what was accepted long ago, once a day."""
    acceptance.sum_up_old()
