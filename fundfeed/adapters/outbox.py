"""The outbox: a mail is a row beside what it tells, and a worker is woken once that is committed."""

from collections.abc import Collection
from datetime import datetime
from functools import partial

import structlog
from django.db import transaction

from ..models import FeedRun, Message, Provider
from .broker import wake

SEND_MESSAGES = "fundfeed.tasks.send_messages"
NOBODY = "Nobody is told: there is no address."
MAX_SUBJECT = 300
log = structlog.get_logger(__name__)


def post(
    *,
    recipients: Collection[str],
    subject: str,
    text: str,
    at: datetime,
    thread: str = "",
    provider: Provider | None = None,
    run: FeedRun | None = None,
) -> Message:
    """Write a mail inside the caller's transaction; it is sent when that commits, and never when it doesn't."""
    message = Message.objects.create(
        provider=provider,
        run=run,
        recipients=list(dict.fromkeys(recipients)),
        thread=thread,
        subject=_one_line(subject),
        text=text.replace("\x00", "\ufffd"),
        created_at=at,
        next_attempt_at=at,
        last_error="" if recipients else NOBODY,
    )
    if recipients:
        send_soon()
    else:
        log.error("mail.to.nobody", mail=message.pk, thread=message.thread)
    return message


def send_soon() -> None:
    """Wake a worker for what waits, once the caller's transaction is committed."""
    transaction.on_commit(partial(wake, SEND_MESSAGES))


def _one_line(subject: str) -> str:
    """A subject that every mail server takes; what a provider wrote may stand in it."""
    return " ".join(subject.replace("\x00", "\ufffd").split())[:MAX_SUBJECT]
