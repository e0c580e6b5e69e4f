"""Who did what about a run, and what an operator can do now: the very commands, ready to be copied."""

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from fundfeed.models import Decision, Delivery, FeedRun
from fundfeed.records.findings import Outcome, Reason
from fundfeed.selectors.public_state import applied_deliveries, is_past

from . import story

MANAGE = "manage.py"
BY_TWO = '--by NAME --approved-by NAME --reason "REASON"'
NEW_BYTES = {Reason.UNREADABLE, Reason.INCONSISTENT, Reason.SUSPICIOUS}


@dataclass(frozen=True)
class Step:
    """One thing that can be done, and its command."""

    purpose: str
    command: str


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


def steps(run: FeedRun, decisions: list[Decision]) -> list[Step]:
    """What can be done now; nothing while the run is going."""
    return list(_steps(run, decisions)) if run.outcome else []


def _steps(run: FeedRun, decisions: list[Decision]) -> Iterator[Step]:
    if run.outcome == Outcome.AWAITING_RELEASE and run.delivery:
        yield from _decisions(run.delivery, decisions)
    elif run.outcome in (Outcome.HALTED, Outcome.FAILED) and run.reason not in NEW_BYTES:
        yield Step("Try again", f"{MANAGE} sync_feed --retry {run.pk}")
    elif run.outcome == Outcome.HALTED:
        code = shlex.quote(run.provider.code)
        yield Step("Fetch again when the provider has delivered anew", f"{MANAGE} sync_feed --provider {code}")
    elif run.outcome in story.PUBLISHED and run.delivery:
        yield from _ways_back(run.delivery)
    if run.delivery and run.reason != Reason.UNREADABLE:
        yield Step("See what these bytes would change now, without writing", f"{MANAGE} replay_run {run.pk}")


def _decisions(delivery: Delivery, decisions: list[Decision]) -> Iterator[Step]:
    if decisions or applied_deliveries(delivery.provider).filter(applied_at__gt=delivery.received_at).exists():
        return
    yield Step("Publish it in spite of the limit", f"{MANAGE} decide_delivery release {_named(delivery)} {BY_TWO}")
    yield Step("Rule these bytes out for good", f"{MANAGE} decide_delivery reject {_named(delivery)} {BY_TWO}")


def _ways_back(delivery: Delivery) -> Iterator[Step]:
    if is_past(delivery):
        yield Step("Go back to this delivery", f"{MANAGE} decide_delivery roll-back {_named(delivery)} {BY_TWO}")
    elif before := applied_deliveries(delivery.provider).exclude(pk=delivery.pk).first():
        purpose = f"Undo it: go back to {before}"
        yield Step(purpose, f"{MANAGE} decide_delivery roll-back {_named(before)} {BY_TWO}")


def _named(delivery: Delivery) -> str:
    """The delivery as the command takes it, quoted: the provider wrote its name, and this goes into a shell."""
    same = Delivery.objects.filter(delivery_id=delivery.delivery_id)
    return shlex.quote(delivery.delivery_id) if delivery.delivery_id and same.count() == 1 else str(delivery.pk)
