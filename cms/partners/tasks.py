"""Celery tasks of partners."""

from celery import shared_task
from django.utils import timezone

from . import sending, usage

ROUND_SECONDS = 15


@shared_task
def send_webhooks() -> None:
    """Give each webhook that has something to be told a turn of its own, so that a slow one holds up no other.

    Turns have a queue of their own (`CELERY_TASK_ROUTES`). One that wasn't taken when the next round comes is void:
    that round asks again.
    """
    for endpoint_id in sending.due(at=timezone.now()):
        send_to_webhook.apply_async((endpoint_id,), expires=ROUND_SECONDS)


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
