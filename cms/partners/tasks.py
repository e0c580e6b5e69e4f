"""Celery tasks of partners."""

from celery import shared_task
from django.utils import timezone

from . import sending, usage

TURN_IS_GOOD_FOR = 300  # seconds: longer than all that stand before it take, as long as receivers answer at all


@shared_task
def send_webhooks() -> None:
    """Give each webhook that has something to be told a turn of its own, so that a slow one holds up no other.

    Rounds and turns have a queue of their own (`CELERY_TASK_ROUTES`). A late one does what is due by then, and one that
    comes twice finds the webhook in hand or told; they run out only so that no heap is left where no worker was.
    """
    for _ in sending.due(at=timezone.now()):
        give_turn.apply_async(expires=TURN_IS_GOOD_FOR)


@shared_task
def give_turn() -> None:
    """One turn of the webhook that waits longest when the turn begins."""
    sending.take_next_turn()


@shared_task
def forget_old_deliveries() -> None:
    """Delete the log of what arrived long ago."""
    sending.forget_old(at=timezone.now())


@shared_task
def keep_usage() -> None:
    """Write what Redis counted into the table."""
    usage.keep(today=timezone.localdate())
