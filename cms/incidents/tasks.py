"""Celery tasks of incidents."""

from celery import shared_task
from django.utils import timezone

from . import reviewing, watching


@shared_task
def look_for_incidents() -> None:
    """Open what is to be opened and note what is over, each minute."""
    watching.look(at=timezone.now())


@shared_task
def remind_of_actions() -> None:
    """Bring to mind what was to be done after incidents, each morning."""
    reviewing.remind(today=timezone.localdate())
