"""The outbox: writing mails, and sending those that wait."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final

import structlog
from django.db import transaction

from ..adapters import outbox
from ..adapters.clock import SystemClock
from ..adapters.mail import Refusal, deliver
from ..models import Message, Provider

LONGEST_PAUSE = timedelta(hours=1)
ROUND: Final = 100  # mails that one order sends; after them another has its turn, as one with a key to sign in
WAITING: Final[dict[str, Any]] = {"sent_at": None, "given_up_at": None}
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
    """Send the first hundred mails that wait, and order the next; one that fails is tried again later.

    Returns how many were sent.
    """
    now = SystemClock().now()
    waiting = Message.objects.filter(**WAITING, next_attempt_at__lte=now).exclude(recipients=[])
    due = list(waiting.order_by("created_at", "pk").values_list("pk", flat=True)[:ROUND])
    sent = sum(_send(pk, now) for pk in due)
    if len(due) == ROUND:
        outbox.send_soon()
    return sent


@transaction.atomic
def send_refused_again(*, message: Message) -> bool:
    """Let a mail try again those who refused it for good; False when there are none any more."""
    held = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    if not held.refused:
        return False
    held.refused, held.sent_at, held.given_up_at = {}, None, None
    held.attempts, held.next_attempt_at, held.last_error = 0, SystemClock().now(), ""
    held.save()
    outbox.send_soon()
    return True


def forget_old_messages(before: datetime) -> int:
    """Delete mails that were sent, given up, or had nobody to go to, before this moment; returns how many."""
    old = Message.objects.filter(created_at__lt=before)
    return (old.exclude(**WAITING) | old.filter(recipients=[])).delete()[0]


@transaction.atomic
def _send(pk: int, now: datetime) -> bool:
    """Send one mail unless another worker has it in hand or sent it meanwhile."""
    waiting = Message.objects.select_for_update(skip_locked=True, of=("self",))
    message = waiting.filter(pk=pk, **WAITING, next_attempt_at__lte=now).first()
    if message is None:
        return False
    to = message.still_to_tell
    try:
        refused = deliver(message, to=to)
    except Exception as error:  # a mail that can't even be built must not hold up the others, whatever that raises
        _try_later(message, f"{type(error).__name__}: {error}", now)
    else:
        _note(message, to, refused, now)
    message.save()
    return message.sent_at is not None


def _note(message: Message, to: list[str], refused: dict[str, Refusal], now: datetime) -> None:
    """Keep who has the mail by now, and who never will."""
    message.delivered += [address for address in to if address not in refused]
    final = {address: str(refusal) for address, refusal in refused.items() if refusal.is_final}
    message.refused = message.refused | final
    if final:
        codes = sorted({refused[address].code for address in final})
        log.error("mail.refused", mail=message.pk, thread=message.thread, recipients=len(final), codes=codes)
    if message.still_to_tell:
        _try_later(message, next(str(one) for one in refused.values() if not one.is_final), now)
        return
    message.last_error = f"Refused for good: {next(iter(message.refused.values()))}" if message.refused else ""
    if message.delivered:
        message.sent_at = now
    else:
        message.given_up_at = now


def _try_later(message: Message, trouble: str, now: datetime) -> None:
    message.attempts += 1
    message.next_attempt_at = now + min(timedelta(minutes=2**message.attempts), LONGEST_PAUSE)
    message.last_error = trouble[:500]
    log.warning("mail.failed", mail=message.pk, attempts=message.attempts, error=message.last_error)
