"""Celery tasks of retention."""

from celery import shared_task
from django.utils import timezone

from .forgetting import forget_all


@shared_task
def forget_what_is_old() -> None:
    """Forget whatever is older than the register allows."""
    forget_all(at=timezone.now())
