"""Celery tasks of previews."""

from celery import shared_task

from . import tokens


@shared_task
def forget_expired_previews() -> None:
    """Delete the drafts that nobody can see any more."""
    tokens.forget_expired()
