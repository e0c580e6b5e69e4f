"""What two people decide about a delivery: release, reject, roll back."""

from django.db import transaction

from ..adapters.archive import default_archive
from ..adapters.archived import ArchivedSource
from ..adapters.clock import SystemClock
from ..models import Decision, Delivery, FeedRun
from ..ports import Clock
from ..records.changes import Ruling
from ..records.findings import Outcome
from ..selectors.public_state import is_past
from .people import by_two_people
from .runs import alone, take


class DecisionRefusedError(ValueError):
    """The decision breaks one of its rules; the message says which."""


def release(*, delivery: Delivery, by: str, approved_by: str, reason: str, clock: Clock | None = None) -> FeedRun:
    """Publish a suspicious delivery in spite of its guards; raises `DecisionRefusedError` or `OnePersonError`."""
    by_two_people(by=by, approved_by=approved_by, reason=reason)
    with alone(delivery.provider):
        _refuse_unless_awaiting(delivery)
        return _take(delivery, Ruling(is_roll_back=False, by=by, approved_by=approved_by, reason=reason), clock)


def reject(*, delivery: Delivery, by: str, approved_by: str, reason: str, clock: Clock | None = None) -> Decision:
    """Rule a suspicious delivery out for good; raises `DecisionRefusedError` or `OnePersonError`."""
    by_two_people(by=by, approved_by=approved_by, reason=reason)
    with alone(delivery.provider), transaction.atomic():
        _refuse_unless_awaiting(delivery)
        return Decision.objects.create(
            kind=Decision.Kind.REJECT,
            delivery=delivery,
            by=by,
            approved_by=approved_by,
            reason=reason,
            decided_at=(clock or SystemClock()).now(),
        )


def roll_back(*, delivery: Delivery, by: str, approved_by: str, reason: str, clock: Clock | None = None) -> FeedRun:
    """Publish an earlier delivery again and rule out those after it.

    Raises `DecisionRefusedError` or `OnePersonError`.
    """
    by_two_people(by=by, approved_by=approved_by, reason=reason)
    with alone(delivery.provider):
        delivery.refresh_from_db()
        if delivery.applied_at is None:
            raise DecisionRefusedError(f"{delivery} was never public, so there is nothing to go back to.")
        if not is_past(delivery):
            raise DecisionRefusedError(f"{delivery} is what the public sees now.")
        return _take(delivery, Ruling(is_roll_back=True, by=by, approved_by=approved_by, reason=reason), clock)


def _take(delivery: Delivery, ruling: Ruling, clock: Clock | None) -> FeedRun:
    source = ArchivedSource(delivery, default_archive())
    row = FeedRun(
        provider=delivery.provider, trigger=FeedRun.Trigger.DECISION, requested_by=ruling.by, source=source.label
    )
    return take(source, row, clock or SystemClock(), ruling)


def _refuse_unless_awaiting(delivery: Delivery) -> None:
    delivery.refresh_from_db()
    if decided := delivery.decisions.exclude(kind=Decision.Kind.ROLL_BACK).first():
        raise DecisionRefusedError(f"It was decided already: {decided}.")
    last = delivery.runs.order_by("-started_at").first()
    if last is None or last.outcome != Outcome.AWAITING_RELEASE:
        raise DecisionRefusedError(f"{delivery} doesn't wait for a release; only suspicious deliveries do.")
    applied_since = Delivery.objects.filter(provider=delivery.provider, applied_at__gt=delivery.received_at)
    if newer := applied_since.first():
        raise DecisionRefusedError(f"{newer} was published since; these bytes are too old to release.")
