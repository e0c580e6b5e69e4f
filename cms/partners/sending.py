"""Telling webhooks what became public: every entry, in order, at least once, until somebody answers that it came."""

import time
from datetime import datetime, timedelta
from typing import Final

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from . import endpoints, posting
from .destinations import UnsafeDestinationError, destination
from .models import WebhookDelivery, WebhookEndpoint
from .streams import FACTS, STREAMS, Read, Stream
from .webhook_body import message_id, signed_headers

GIVE_UP_AFTER: Final = timedelta(days=3)
FIRST_PAUSE: Final = timedelta(seconds=30)
LONGEST_PAUSE: Final = timedelta(hours=6)
LEASE: Final = timedelta(seconds=120)
TURN_SECONDS: Final = 45.0
KEPT: Final = timedelta(days=30)
GONE: Final = 410
FAIRLY: Final = (F("last_turn_at").asc(nulls_first=True), "failures", "pk")
Answered = WebhookDelivery.State
log = structlog.get_logger(__name__)


def due(*, at: datetime) -> list[int]:
    """The endpoints that have something to be told now and that no worker has in hand.

    Who had no turn for the longest time comes first; of those who had none, those that answer.
    """
    has_news = Q(deliveries__state=Answered.WAITING)
    for stream in STREAMS:
        has_news |= Q((f"{stream.told_upto}__lt", stream.head()))
    return list(_free(at).filter(has_news).distinct().order_by(*FAIRLY).values_list("pk", flat=True))


def take_next_turn() -> None:
    """Give one turn to whoever is due first now; until it begins a turn is nobody's, so none waits behind others'."""
    for endpoint_id in due(at=timezone.now()):
        if take_turn(endpoint_id) is not None:
            return


def take_turn(endpoint_id: int) -> int | None:
    """Send to one endpoint what waits for it, in order, for as long as a turn lasts; says how much arrived.

    None when there was nothing to do: another worker has it in hand, or just told it all.
    """
    arrived, until = None, time.monotonic() + TURN_SECONDS
    while time.monotonic() < until and (hold := _lease(endpoint_id, at=timezone.now())):
        try:
            endpoint = WebhookEndpoint.objects.select_related("partner").get(pk=endpoint_id)
            delivery = _waiting(endpoint)
            if delivery is None and _read_on(endpoint):
                continue
            if delivery is None:
                break
            arrived = arrived or 0
            if not _send(endpoint, delivery):
                break
            arrived += 1
        finally:
            WebhookEndpoint.objects.filter(pk=endpoint_id, busy_until=hold).update(busy_until=None)
    return arrived


def forget_old(*, at: datetime) -> int:
    """Delete the log of what arrived long ago; the ledger still has it for a replay."""
    old = WebhookDelivery.objects.filter(state=Answered.DELIVERED, delivered_at__lt=at - KEPT)
    return old.delete()[0]


class ReplayUnderWayError(ValueError):
    """A second replay while the first isn't through: together they would never end."""


@transaction.atomic
def replay(*, endpoint: WebhookEndpoint, since: int, stream: Stream = FACTS) -> int:
    """Tell everything after entry `since` again; says how many entries that are to be looked at.

    Raises `ReplayUnderWayError`.
    """
    held = WebhookEndpoint.objects.select_for_update().get(pk=endpoint.pk)
    if _is_replaying(held, stream):
        upto = getattr(held, stream.replayed_upto)
        raise ReplayUnderWayError(f"A replay up to entry {upto} is under way; wait until it is through.")
    known = WebhookDelivery.objects.filter(endpoint=held, stream=stream.name, sequence__gt=since)
    known.update(state=Answered.WAITING, attempts=0)
    again = WebhookEndpoint.objects.filter(Q((f"{stream.told_upto}__gt", since)), pk=held.pk)
    again.update(**{stream.told_upto: since, stream.replayed_upto: getattr(held, stream.told_upto)})
    return max(0, stream.head() - since)


def _is_replaying(endpoint: WebhookEndpoint, stream: Stream) -> bool:
    upto = getattr(endpoint, stream.replayed_upto)
    if upto is None:
        return False
    waiting = endpoint.deliveries.filter(stream=stream.name, state=Answered.WAITING, sequence__lte=upto)
    return getattr(endpoint, stream.told_upto) < upto or waiting.exists()


def replay_one(*, endpoint: WebhookEndpoint, message: str) -> bool:
    """Tell one event again; False when the log doesn't know it."""
    known = WebhookDelivery.objects.filter(endpoint=endpoint, message_id=message)
    return bool(known.update(state=Answered.WAITING, attempts=0))


@transaction.atomic
def _lease(endpoint_id: int, *, at: datetime) -> datetime | None:
    """Take an endpoint in hand until then, so that one worker at a time tells it things; None when somebody has it.

    A dead worker's hold runs out. The row is locked first: an update alone would ask about the partner in a subquery,
    which PostgreSQL doesn't ask again after waiting for another worker's update, and both would have it.
    """
    until = at + LEASE
    free = _free(at).filter(pk=endpoint_id).select_for_update(skip_locked=True, of=("self",))
    if free.first() is None:
        return None
    WebhookEndpoint.objects.filter(pk=endpoint_id).update(busy_until=until, last_turn_at=at)
    return until


def _free(at: datetime) -> "QuerySet[WebhookEndpoint]":
    """Active endpoints of partners with access, in nobody's hand, whose pause after a failure is over."""
    return WebhookEndpoint.objects.filter(
        Q(busy_until=None) | Q(busy_until__lt=at),
        Q(next_attempt_at=None) | Q(next_attempt_at__lte=at),
        state=WebhookEndpoint.State.ACTIVE,
        partner__live=True,
        partner__access_until__gte=timezone.localdate(at),
    )


def _waiting(endpoint: WebhookEndpoint) -> WebhookDelivery | None:
    """What is sent next: the oldest event that waits, words before facts, which may be a whole record."""
    return endpoint.deliveries.filter(state=Answered.WAITING).order_by("-stream", "sequence").first()


@transaction.atomic
def _read_on(endpoint: WebhookEndpoint) -> bool:
    """Make the events of the next entries wait, and move on; False where nothing follows."""
    held = WebhookEndpoint.objects.select_for_update().get(pk=endpoint.pk)
    return sum(_read(held, stream) for stream in STREAMS) > 0


def _read(held: WebhookEndpoint, stream: Stream) -> bool:
    entries = list(stream.after(getattr(held, stream.told_upto), held.kinds))
    if not entries:
        return False
    WebhookDelivery.objects.bulk_create(_deliveries(held, stream, entries), ignore_conflicts=True)
    WebhookEndpoint.objects.filter(pk=held.pk).update(**{stream.told_upto: entries[-1][0]})
    return True


def _deliveries(endpoint: WebhookEndpoint, stream: Stream, entries: list[Read]) -> list[WebhookDelivery]:
    return [
        WebhookDelivery(
            message_id=message_id(endpoint.pk, sequence, mark=stream.mark),
            endpoint=endpoint,
            stream=stream.name,
            sequence=sequence,
            kind=said.kind,
            body=said.body,
            created_at=timezone.now(),
        )
        for sequence, said in entries
        if said is not None
    ]


def _send(endpoint: WebhookEndpoint, delivery: WebhookDelivery) -> bool:
    """Try once; what came back is kept with the delivery and decides when the endpoint's next turn is."""
    at = timezone.now()
    status, trouble = _attempt(endpoint, delivery, at)
    arrived = status is not None and 200 <= status < 300  # noqa: PLR2004 - the successes of HTTP
    WebhookDelivery.objects.filter(pk=delivery.pk).update(
        state=Answered.DELIVERED if arrived else Answered.WAITING,
        attempts=F("attempts") + 1,
        status_code=status,
        error="" if arrived else (trouble or f"It answered {status}.")[:300],
        attempted_at=at,
        delivered_at=at if arrived else None,
    )
    if arrived:
        _recovered(endpoint)
    else:
        _failed(endpoint, status=status, trouble=trouble or f"It answered {status}.", at=at)
    return arrived


def _attempt(endpoint: WebhookEndpoint, delivery: WebhookDelivery, at: datetime) -> tuple[int | None, str]:
    body = delivery.body.encode()
    secrets = endpoints.secrets_of(endpoint, at=at)
    headers = signed_headers(message=delivery.message_id, timestamp=int(at.timestamp()), body=body, secrets=secrets)
    try:
        where, patience = destination(endpoint.url), settings.WEBHOOK_SECONDS
        return posting.post(where, body=body, headers=headers, patience=patience), ""
    except (UnsafeDestinationError, posting.UndeliveredError) as error:
        return None, str(error)


def _recovered(endpoint: WebhookEndpoint) -> None:
    if endpoint.failures:
        fresh = {"failures": 0, "failing_since": None, "next_attempt_at": None}
        WebhookEndpoint.objects.filter(pk=endpoint.pk).update(**fresh)


def _failed(endpoint: WebhookEndpoint, *, status: int | None, trouble: str, at: datetime) -> None:
    """Wait longer each time; after three days, or when the receiver says that it is gone for good, pause."""
    since = endpoint.failing_since or at
    wait = min(FIRST_PAUSE * 3 ** min(endpoint.failures, 10), LONGEST_PAUSE)
    WebhookEndpoint.objects.filter(pk=endpoint.pk).update(
        failures=endpoint.failures + 1, failing_since=since, next_attempt_at=at + wait
    )
    log.warning("webhook.failed", endpoint=endpoint.pk, failures=endpoint.failures + 1, trouble=trouble)
    if status == GONE:
        endpoints.pause(endpoint=endpoint, because="The receiver answered that it is gone (410).")
    elif at - since >= GIVE_UP_AFTER:
        endpoints.pause(endpoint=endpoint, because=f"Three days in vain. The last time: {trouble}")
