"""Who did what about a run, and what an operator can do now: the very commands, ready to be copied."""

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse

from fundfeed.models import Decision, Delivery, FeedRun
from fundfeed.records.findings import Outcome, Reason
from fundfeed.selectors.decidable import is_releasable, last_verdict
from fundfeed.selectors.public_state import applied_deliveries, is_past
from fundfeed.stages.notify import PUBLISHED

from .models import DeliveryDecision

Kind = DeliveryDecision.Kind

MANAGE = "manage.py"
BY_TWO = '--by NAME --approved-by NAME --reason "REASON"'
COMMANDS = {Kind.RELEASE: "release", Kind.PUBLISH: "release", Kind.REJECT: "reject", Kind.ROLL_BACK: "roll-back"}
PURPOSES = {
    Kind.RELEASE: "Publish it in spite of the limit",
    Kind.PUBLISH: "Publish these uploaded files",
    Kind.REJECT: "Rule these bytes out for good",
    Kind.ROLL_BACK: "Go back to this delivery",
}
NEW_BYTES = {Reason.UNREADABLE, Reason.INCONSISTENT, Reason.SUSPICIOUS}


@dataclass(frozen=True)
class Step:
    """One thing that can be done: its command, or for what two people decide on screen, where to propose it."""

    purpose: str
    command: str
    url: str = ""


@dataclass(frozen=True)
class Deed:
    """One thing that was done: when, by whom, and what."""

    at: datetime
    who: str
    what: str


def deeds(run: FeedRun, decisions: list[Decision]) -> list[Deed]:
    """What was done about the run and its delivery, in order."""
    who = run.requested_by or "the system"
    told = [Deed(run.started_at, who, f"started the run ({run.get_trigger_display().lower()})")]
    for decision in decisions:
        kind = decision.get_kind_display().lower()
        who = f"{decision.by}, approved by {decision.approved_by}"
        told.append(Deed(decision.decided_at, who, f"decided to {kind} {run.delivery}: {decision.reason}"))
    return sorted(told, key=lambda deed: deed.at)


def steps(run: FeedRun) -> list[Step]:
    """What can be done now; nothing while the run is going."""
    return list(_steps(run)) if run.outcome else []


def proposals(delivery: Delivery) -> list[Step]:
    """What can be proposed about a delivery now."""
    found = list(_ways_back(delivery)) if delivery.applied_at else []
    return [*found, *_decisions(delivery)]


def _steps(run: FeedRun) -> Iterator[Step]:
    if run.outcome == Outcome.AWAITING_RELEASE and run.delivery:
        yield from _decisions(run.delivery)
    elif run.outcome in (Outcome.HALTED, Outcome.FAILED) and run.reason not in NEW_BYTES:
        yield Step("Try again", f"{MANAGE} sync_feed --retry {run.pk}")
    elif run.outcome == Outcome.HALTED:
        code = shlex.quote(run.provider.code)
        yield Step("Fetch again when the provider has delivered anew", f"{MANAGE} sync_feed --provider {code}")
    elif run.outcome in PUBLISHED and run.delivery:
        yield from _ways_back(run.delivery)
    if run.delivery and run.reason != Reason.UNREADABLE:
        yield Step("See what these bytes would change now, without writing", f"{MANAGE} replay_run {run.pk}")


def _decisions(delivery: Delivery) -> Iterator[Step]:
    if is_releasable(delivery):
        yield _step(Kind.RELEASE if last_verdict(delivery) else Kind.PUBLISH, delivery)
        yield _step(Kind.REJECT, delivery)


def _ways_back(delivery: Delivery) -> Iterator[Step]:
    if is_past(delivery):
        yield _step(Kind.ROLL_BACK, delivery)
    elif before := applied_deliveries(delivery.provider).exclude(pk=delivery.pk).first():
        yield _step(Kind.ROLL_BACK, before, purpose=f"Undo it: go back to {before}")


def _step(kind: Kind, delivery: Delivery, *, purpose: str = "") -> Step:
    """The command, and the screen where the same is proposed."""
    command = f"{MANAGE} decide_delivery {COMMANDS[kind]} {_named(delivery)} {BY_TWO}"
    address = reverse("wagtailsnippets_feeds_deliverydecision:add")
    query = urlencode({"kind": kind.value, "delivery": delivery.pk})
    return Step(purpose or PURPOSES[kind], command, f"{address}?{query}")


def _named(delivery: Delivery) -> str:
    """The delivery as the command takes it, quoted: the provider wrote its name, and this goes into a shell."""
    same = Delivery.objects.filter(delivery_id=delivery.delivery_id)
    return shlex.quote(delivery.delivery_id) if delivery.delivery_id and same.count() == 1 else str(delivery.pk)
