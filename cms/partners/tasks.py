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
    for endpoint_id in sending.due(at=timezone.now()):
        send_to_webhook.apply_async((endpoint_id,), expires=TURN_IS_GOOD_FOR)


@shared_task
def send_to_webhook(endpoint_id: int) -> None:
    """One turn of one webhook."""
    sending.take_turn(endpoint_id)


@shared_task
def forget_old_deliveries() -> None:
    """Delete the log of what arrived long ago."""
    sending.forget_old(at=timezone.now())


@shared_task
def keep_usage() -> None:
    """Write what Redis counted into the table."""
    usage.keep(today=timezone.localdate())
