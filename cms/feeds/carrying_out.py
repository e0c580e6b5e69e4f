"""Carrying out what two people decided about deliveries: each decision once, whatever dies on the way."""

from collections.abc import Callable
from typing import Any

import structlog
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from cms.moderation.approval import Approval, approval_of
from fundfeed.models import Decision, FeedRun
from fundfeed.records.findings import Outcome
from fundfeed.services import (
    AlreadyRunning,
    DecisionRefusedError,
    OnePersonError,
    post_message,
    reject,
    release,
    roll_back,
)

from .models import DeliveryDecision

Kind = DeliveryDecision.Kind
State = DeliveryDecision.State
Service = Callable[..., FeedRun | Decision]
SERVICES: dict[str, Service] = {
    Kind.RELEASE: release,
    Kind.PUBLISH: release,
    Kind.REJECT: reject,
    Kind.ROLL_BACK: roll_back,
}
CARRIED_OUT = {Outcome.RELEASED, Outcome.ROLLED_BACK}
log = structlog.get_logger(__name__)


def carry_out_all() -> int:
    """Carry out every approved decision that waits; says how many were. One refusal stops no other."""
    waiting = DeliveryDecision.objects.filter(state=State.WAITING).select_related("delivery__provider", "live_revision")
    return sum(_by_itself(decision) for decision in waiting.order_by("pk"))


def _by_itself(decision: DeliveryDecision) -> bool:
    """Carry out one; what nobody expected leaves it waiting, is logged, and is tried again in the next round."""
    try:
        return carry_out(decision)
    except Exception:
        log.exception("decision.broke_off", decision=decision.pk)
        return False


def carry_out(decision: DeliveryDecision) -> bool:
    """Carry out one; False when it still waits, because a run of the provider is under way."""
    approval = approval_of(decision.live_revision)
    if done := _done_before(decision):
        return _record(decision, approval, State.DONE, _told(done.run, done), done.run)
    people = {"by": approval.proposed_by.get_username(), "approved_by": approval.approved_by.get_username()}
    try:
        made = SERVICES[decision.kind](
            delivery=decision.delivery, reason=decision.reason, reference=_reference(decision), **people
        )
    except AlreadyRunning:
        return False
    except (DecisionRefusedError, OnePersonError) as error:
        if done := _done_before(decision):  # by another worker, a moment ago
            return _record(decision, approval, State.DONE, _told(done.run, done), done.run)
        return _record(decision, approval, State.REFUSED, str(error), None)
    run = made if isinstance(made, FeedRun) else None
    is_done = run is None or run.outcome in CARRIED_OUT
    return _record(decision, approval, State.DONE if is_done else State.REFUSED, _told(run, made), run)


def _reference(decision: DeliveryDecision) -> str:
    return f"decision-{decision.pk}"


def _done_before(decision: DeliveryDecision) -> Decision | None:
    """What a worker did for this decision before it died, if it came that far."""
    return Decision.objects.filter(reference=_reference(decision)).first()


def _told(run: FeedRun | None, made: Any) -> str:
    return f"{run}: {run.get_outcome_display()}. {run.summary}" if run else f"{made}."


@transaction.atomic
def _record(decision: DeliveryDecision, approval: Approval, state: State, result: str, run: FeedRun | None) -> bool:
    """Keep the result and mail it to both people, once."""
    waiting = DeliveryDecision.objects.filter(pk=decision.pk, state=State.WAITING)
    if waiting.update(state=state, result=result, run=run, carried_out_at=timezone.now()):
        log.info("decision.carried_out", decision=decision.pk, state=state, run=run.pk if run else None)
        _tell(decision, approval, state, result)
    return True


def _tell(decision: DeliveryDecision, approval: Approval, state: State, result: str) -> None:
    people = {approval.proposed_by.email, approval.approved_by.email} - {""}
    day = date_format(timezone.localtime(approval.approved_at), "j F Y, H:i")
    post_message(
        recipients=sorted(people),
        provider=decision.delivery.provider if decision.delivery else None,
        thread=_reference(decision),
        subject=f"{decision}: {state.label}",
        text=f"{result}\n\nReason: {decision.reason}\nProposed by {approval.proposed_by.get_username()}, approved by "
        f"{approval.approved_by.get_username()} on {day}.",
    )
