"""The organisation's own ticket system is told of requests, by mail or by webhook, where a setting names it."""

from datetime import datetime, timedelta
from typing import Any, Final

import msgspec
import structlog
from django.conf import settings
from django.db import transaction

from cms.cases.telling import link_to
from cms.partners.destinations import UnsafeDestinationError, destination
from cms.partners.posting import UndeliveredError, post
from cms.partners.webhook_body import signed_headers
from fundfeed.services import post_message

from .kind import PRIORITIES
from .letters import thread_of
from .models import HandOver, SupportRequest

LONGEST_PAUSE: Final = timedelta(hours=6)
GIVE_UP_AFTER: Final = timedelta(days=3)
OK: Final = range(200, 300)
log = structlog.get_logger(__name__)


def note(request: SupportRequest, event: str, *, at: datetime) -> None:
    """Let the other system be told of this, in the transaction of what happened; nothing where there is none."""
    if settings.SUPPORT_HAND_OVER:
        HandOver.objects.create(request=request, event=event, at=at, next_attempt_at=at)


def tell_waiting(*, at: datetime) -> int:
    """Tell what waits, the oldest first; says how much was taken."""
    waiting = HandOver.objects.filter(done_at=None, next_attempt_at__lte=at, at__gt=at - GIVE_UP_AFTER)
    return sum(_tell(pk, at) for pk in list(waiting.values_list("pk", flat=True)))


@transaction.atomic
def _tell(pk: int, at: datetime) -> bool:
    """Tell one event, unless another worker has it in hand."""
    free = HandOver.objects.select_for_update(skip_locked=True, of=("self",)).select_related("request__case")
    event = free.filter(pk=pk, done_at=None).first()
    if event is None:
        return False
    try:
        _send(event, at)
        event.done_at, event.last_error = at, ""
    except (UnsafeDestinationError, UndeliveredError) as error:
        event.attempts += 1
        event.next_attempt_at = at + min(timedelta(minutes=2**event.attempts), LONGEST_PAUSE)
        event.last_error = str(error)[:300]
        log.warning("support.hand_over.failed", request=event.request.case.number, error=event.last_error)
    event.save()
    return event.done_at is not None


def _send(event: HandOver, at: datetime) -> None:
    said = _facts(event)
    where = settings.SUPPORT_HAND_OVER
    if where.startswith("mailto:"):
        text = "\n".join(f"{name}: {value}" for name, value in said.items() if value)
        subject = f"[{said['number']}] {event.event}: {said['title']}"
        to = [where.removeprefix("mailto:")]
        post_message(recipients=to, subject=subject, text=f"{text}\n", thread=thread_of(said["number"]))
        return
    body = msgspec.json.encode({"type": f"support.{event.event}", "timestamp": event.at, "data": said})
    message = f"msg_support_{event.pk}"
    secrets = [settings.SUPPORT_HAND_OVER_KEY]
    headers = signed_headers(message=message, timestamp=int(at.timestamp()), body=body, secrets=secrets)
    status = post(destination(where), body=body, headers=headers)
    if status not in OK:
        raise UndeliveredError(f"It answered {status}.")


def _facts(event: HandOver) -> dict[str, Any]:
    """What the other system needs to know, the asker's words included: it is the organisation's own."""
    request, case = event.request, event.request.case
    last = request.messages.last()
    return {
        "number": case.number,
        "title": case.title,
        "state": case.state,
        "priority": PRIORITIES[case.priority],
        "tier": case.track,
        "fundId": request.fund_id,
        "documentSha256": request.document_sha256,
        "email": request.email,
        "name": request.name,
        "description": request.description,
        "steps": request.steps,
        "expected": request.expected,
        "actual": request.actual,
        "lastMessage": last.text if last else "",
        "address": link_to(case),
    }
