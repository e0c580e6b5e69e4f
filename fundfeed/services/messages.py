"""The outbox: writing mails, and sending those that wait."""

from collections.abc import Collection
from datetime import datetime, timedelta

import structlog
from django.db import transaction

from ..adapters import outbox
from ..adapters.clock import SystemClock
from ..adapters.mail import deliver
from ..models import Message, Provider

LONGEST_PAUSE = timedelta(hours=1)
log = structlog.get_logger(__name__)


def post_message(
    *,
    recipients: Collection[str],
    subject: str,
    text: str,
    thread: str = "",
    provider: Provider | None = None,
) -> Message:
    """Write a mail inside the caller's transaction; it is sent when that commits, and never when it doesn't.

    Mails of one `thread`, a word of letters, digits, "." and "-", stand together in a mail program.
    """
    return outbox.post(
        recipients=recipients,
        subject=subject,
        text=text,
        thread=thread,
        provider=provider,
        at=SystemClock().now(),
    )


def forget_messages(*, thread: str) -> int:
    """Delete all mails of one thread, sent or not, because what they say about somebody may be kept no longer."""
    return Message.objects.filter(thread=thread).delete()[0]


def send_messages() -> int:
    """Send every mail that waits; one that fails is tried again later. Returns how many were sent."""
    now = SystemClock().now()
    waiting = Message.objects.filter(sent_at=None, next_attempt_at__lte=now).exclude(recipients=[])
    return sum(_send(pk, now) for pk in list(waiting.order_by("created_at", "pk").values_list("pk", flat=True)))


def forget_old_messages(before: datetime) -> int:
    """Delete mails that were sent, or that had nobody to go to, before this moment; returns how many."""
    old = Message.objects.filter(created_at__lt=before)
    return (old.exclude(sent_at=None) | old.filter(recipients=[])).delete()[0]


@transaction.atomic
def _send(pk: int, now: datetime) -> bool:
    """Send one mail unless another worker has it in hand or sent it meanwhile."""
    waiting = Message.objects.select_for_update(skip_locked=True, of=("self",))
    message = waiting.filter(pk=pk, sent_at=None, next_attempt_at__lte=now).first()
    if message is None:
        return False
    try:
        deliver(message)
        message.sent_at, message.last_error = now, ""
    except Exception as error:  # a mail that can't even be built must not hold up the others, whatever that raises
        message.attempts += 1
        message.next_attempt_at = now + min(timedelta(minutes=2**message.attempts), LONGEST_PAUSE)
        message.last_error = f"{type(error).__name__}: {error}"[:500]
        log.warning("mail.failed", mail=pk, attempts=message.attempts, error=message.last_error)
    message.save()
    return message.sent_at is not None
