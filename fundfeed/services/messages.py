"""Sending the outbox."""

from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import transaction

from ..adapters.clock import SystemClock
from ..adapters.mail import deliver
from ..models import Message
from ..ports import Clock

LONGEST_PAUSE = timedelta(hours=1)
log = structlog.get_logger(__name__)


def send_messages(*, clock: Clock | None = None) -> int:
    """Send every mail that waits; one that fails is tried again later. Returns how many were sent."""
    now = (clock or SystemClock()).now()
    waiting = Message.objects.filter(sent_at=None, next_attempt_at__lte=now).order_by("created_at", "pk")
    return sum(_send(pk, now) for pk in list(waiting.values_list("pk", flat=True)))


@transaction.atomic
def _send(pk: int, now: datetime) -> bool:
    """Send one mail unless another worker has it in hand."""
    message = Message.objects.select_for_update(skip_locked=True).filter(pk=pk, sent_at=None).first()
    if message is None:
        return False
    try:
        if settings.OPERATIONS_EMAILS:
            deliver(message)
        else:
            message.last_error = "Nobody is told: OPERATIONS_EMAILS is empty."
        message.sent_at = now
    except OSError as error:
        message.attempts += 1
        message.next_attempt_at = now + min(timedelta(minutes=2**message.attempts), LONGEST_PAUSE)
        message.last_error = str(error)[:500]
        log.warning("mail.failed", message=pk, attempts=message.attempts, error=message.last_error)
    message.save()
    return message.sent_at is not None
