"""The organisation's own ticket system is told of requests, by mail or by webhook, where a setting names it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec
import structlog
from django.conf import settings
from django.db import transaction

from cms.accounts.models import User
from cms.cases import services as cases
from cms.cases.errors import NotAllowedError
from cms.cases.telling import addresses, link_to, tell
from cms.partners.destinations import UnsafeDestinationError, destination
from cms.partners.posting import UndeliveredError, post
from cms.partners.webhook_body import signed_headers
from fundfeed.services import post_message

from .kind import PRIORITIES, TIERS
from .letters import thread_of
from .models import HandOver, SupportRequest

LONGEST_PAUSE: Final = timedelta(hours=6)
ROUND: Final = 20  # events that one look tells: each may wait for an answer, and the thread has other work
MOST_ATTEMPTS: Final = 19  # with these pauses three days
WAITING: Final[dict[str, Any]] = {"done_at": None, "given_up_at": None}
OK: Final = range(200, 300)
log = structlog.get_logger(__name__)


def note(request: SupportRequest, event: str, *, at: datetime) -> None:
    """Let the other system be told of this, in the transaction of what happened; nothing where there is none."""
    if settings.SUPPORT_HAND_OVER:
        HandOver.objects.create(request=request, event=event, at=at, next_attempt_at=at)


def tell_waiting(*, at: datetime) -> int:
    """Tell the first twenty that wait, those that are due longest first; says how much was taken."""
    waiting = HandOver.objects.filter(**WAITING, next_attempt_at__lte=at).order_by("next_attempt_at", "pk")
    return sum(_tell(pk, at) for pk in list(waiting.values_list("pk", flat=True)[:ROUND]))


def given_up(requests: Iterable[SupportRequest]) -> set[int]:
    """Which of these requests have something that the other system never took."""
    lost = HandOver.objects.filter(request__in=list(requests)).exclude(given_up_at=None)
    return set(lost.values_list("request_id", flat=True))


@transaction.atomic
def again(*, request: SupportRequest, by: User, at: datetime) -> int:
    """Try anew whatever was given up of a request; raises `NotAllowedError` when nothing was."""
    lost = HandOver.objects.filter(request=request).exclude(given_up_at=None)
    count = lost.update(given_up_at=None, attempts=0, next_attempt_at=at)
    if not count:
        raise NotAllowedError("Nothing of it was given up.")
    words = "Handed over again to the other ticket system."
    cases.add_note(case=request.case, note="", words=words, by=by, at=at, action="handed_over")
    return count


@transaction.atomic
def _tell(pk: int, at: datetime) -> bool:
    """Tell one event, unless another worker has it in hand."""
    free = HandOver.objects.select_for_update(skip_locked=True, of=("self",)).select_related("request__case")
    event = free.filter(pk=pk, **WAITING).first()
    if event is None:
        return False
    try:
        with transaction.atomic():
            _send(event, at)
        event.done_at, event.last_error = at, ""
    except (UnsafeDestinationError, UndeliveredError, ValueError) as error:  # a key that isn't one is a ValueError
        _not_taken(event, str(error) or type(error).__name__, at)
    event.save()
    return event.done_at is not None


def _not_taken(event: HandOver, error: str, at: datetime) -> None:
    event.attempts += 1
    event.next_attempt_at = at + min(timedelta(minutes=2**event.attempts), LONGEST_PAUSE)
    event.last_error = error[:300]
    log.warning("support.hand_over.failed", request=event.request.case.number, error=event.last_error)
    if event.attempts >= MOST_ATTEMPTS:
        event.given_up_at = at
        _tell_given_up(event, at)


def _tell_given_up(event: HandOver, at: datetime) -> None:
    """A line of the timeline, and a mail to those of its tier and to whoever has it; nothing of the asker's words."""
    case = event.request.case
    words = f"The other ticket system didn't take “{event.event}”: given up after {event.attempts} attempts."
    cases.add_note(case=case, words=words, note=event.last_error, by=None, at=at, action="given_up")
    text = f"{words} Its last answer: {event.last_error}\n\nSee to the other system, then press Hand over again."
    to = addresses(roles=[TIERS[case.track]], people=[case.owner])
    tell(case=case, subject="Not handed over", text=text, to=to)
    log.error("support.hand_over.given_up", request=case.number, attempts=event.attempts)


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
    status = post(destination(where), body=body, headers=headers, patience=settings.WEBHOOK_SECONDS)
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
