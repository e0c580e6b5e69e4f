"""What two people decide about a delivery: release, reject, roll back."""

from django.db import transaction

from ..adapters.archive import default_archive
from ..adapters.archived import ArchivedSource
from ..adapters.clock import SystemClock
from ..models import Decision, Delivery, FeedRun
from ..records.changes import Ruling
from ..selectors.decidable import is_releasable
from ..selectors.people import addresses_for
from ..selectors.public_state import is_past
from ..stages.notify import thread_of
from .messages import post_message
from .people import by_two_people
from .runs import alone, take


class DecisionRefusedError(ValueError):
    """The decision breaks one of its rules; the message says which."""


def release(*, delivery: Delivery, by: str, approved_by: str, reason: str, reference: str = "") -> FeedRun:
    """Publish a suspicious or uploaded delivery in spite of its guards.

    Raises `DecisionRefusedError` or `OnePersonError`.
    """
    by_two_people(by=by, approved_by=approved_by, reason=reason)
    with alone(delivery.provider):
        _refuse_repeated(reference)
        refuse_release(delivery)
        return _take(delivery, _ruling(by, approved_by, reason, reference))


def reject(*, delivery: Delivery, by: str, approved_by: str, reason: str, reference: str = "") -> Decision:
    """Rule a suspicious or uploaded delivery out for good; raises `DecisionRefusedError` or `OnePersonError`."""
    by_two_people(by=by, approved_by=approved_by, reason=reason)
    with alone(delivery.provider), transaction.atomic():
        _refuse_repeated(reference)
        refuse_release(delivery)
        decision = Decision.objects.create(
            kind=Decision.Kind.REJECT,
            delivery=delivery,
            by=by,
            approved_by=approved_by,
            reason=reason,
            reference=reference,
            decided_at=SystemClock().now(),
        )
        _tell(decision)
    return decision


def roll_back(*, delivery: Delivery, by: str, approved_by: str, reason: str, reference: str = "") -> FeedRun:
    """Publish an earlier delivery again and rule out those after it.

    Raises `DecisionRefusedError` or `OnePersonError`.
    """
    by_two_people(by=by, approved_by=approved_by, reason=reason)
    with alone(delivery.provider):
        _refuse_repeated(reference)
        refuse_roll_back(delivery)
        return _take(delivery, _ruling(by, approved_by, reason, reference, is_roll_back=True))


def refuse_release(delivery: Delivery) -> None:
    """Raise `DecisionRefusedError` unless the delivery can be released or rejected now."""
    if is_releasable(delivery):
        return
    delivery.refresh_from_db()
    if decided := delivery.decisions.exclude(kind=Decision.Kind.ROLL_BACK).first():
        raise DecisionRefusedError(f"It was decided already: {decided}.")
    applied_since = Delivery.objects.filter(provider=delivery.provider, applied_at__gt=delivery.received_at)
    if newer := applied_since.exclude(pk=delivery.pk).first():
        raise DecisionRefusedError(f"{newer} was published since; these bytes are too old to release.")
    raise DecisionRefusedError(f"{delivery} doesn't wait for a release; only suspicious and uploaded deliveries do.")


def refuse_roll_back(delivery: Delivery) -> None:
    """Raise `DecisionRefusedError` unless the delivery can be gone back to now."""
    delivery.refresh_from_db()
    if delivery.applied_at is None:
        raise DecisionRefusedError(f"{delivery} was never public, so there is nothing to go back to.")
    if not is_past(delivery):
        raise DecisionRefusedError(f"{delivery} is what the public sees now.")


def _tell(decision: Decision) -> None:
    """A rejection has no run whose end would be mailed, so it is mailed itself."""
    delivery = decision.delivery
    last = delivery.runs.order_by("-started_at").first()
    post_message(
        recipients=addresses_for(delivery.provider),
        provider=delivery.provider,
        thread=thread_of(last) if last else "",
        subject=f"[{delivery.provider.code}] Delivery rejected: {delivery}",
        text=f"{decision.by} and {decision.approved_by} ruled it out for good. The public sees what it saw before.\n\n"
        f"Reason: {decision.reason}",
    )


def _refuse_repeated(reference: str) -> None:
    """Raise `DecisionRefusedError` when it was carried out before; only sure while the provider's lock is held."""
    if reference and (done := Decision.objects.filter(reference=reference).first()):
        raise DecisionRefusedError(f"It was carried out already: {done}.")


def _ruling(by: str, approved_by: str, reason: str, reference: str, *, is_roll_back: bool = False) -> Ruling:
    return Ruling(is_roll_back=is_roll_back, by=by, approved_by=approved_by, reason=reason, reference=reference)


def _take(delivery: Delivery, ruling: Ruling) -> FeedRun:
    source = ArchivedSource(delivery, default_archive())
    row = FeedRun(
        provider=delivery.provider, trigger=FeedRun.Trigger.DECISION, requested_by=ruling.by, source=source.label
    )
    return take(source, row, ruling)
