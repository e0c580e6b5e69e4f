"""Stage 9: tell the operators how the run ended, what the public sees now, and what to do."""

from datetime import datetime, timedelta

import structlog
from django.conf import settings

from ..models import FeedRun, Message
from ..records.findings import Outcome, Severity

log = structlog.get_logger(__name__)

GOOD = (Outcome.APPLIED, Outcome.UNCHANGED, Outcome.RELEASED, Outcome.ROLLED_BACK)
PUBLISHED = (Outcome.APPLIED, Outcome.RELEASED, Outcome.ROLLED_BACK)
REMIND_AFTER = timedelta(hours=24)

WHAT_TO_DO = {
    "not_delivered": "Ask the provider whether the delivery is on its way; it is tried again by itself.",
    "incomplete": "Nothing yet: it is tried again by itself until the cut-off.",
    "unreadable": "Ask the provider to deliver again; these bytes can't be used.",
    "inconsistent": "Ask the provider to correct the delivery; these bytes can't be released.",
    "suspicious": "Compare with the provider; two people release the delivery or reject it.",
    "": "Look at the log of this run; it is tried again by itself.",
}


def operators(run: FeedRun, *, at: datetime) -> None:
    """Log the outcome and write the mail about it, unless all is as it was or was told already."""
    held = run.findings.filter(severity=Severity.HOLD).count()
    log.info(
        "feed.run.finished",
        run=run.pk,
        provider=run.provider.code,
        outcome=run.outcome,
        reason=run.reason,
        held=held,
        counts=run.counts,
    )
    previous = run.provider.runs.exclude(pk=run.pk).exclude(outcome="").order_by("-pk").first()
    last = run.provider.messages.order_by("-pk").first()
    if run.outcome == Outcome.UNCHANGED or (_is_told(run, previous) and last and last.created_at > at - REMIND_AFTER):
        return
    goes_on = last is not None and previous is not None and previous.outcome not in GOOD
    Message.objects.create(
        provider=run.provider,
        run=run,
        thread=last.thread if last and goes_on else f"run-{run.pk}",
        subject=f"[{run.provider.code}] Feed {run.get_outcome_display()}: {_title(run)}",
        text=_text(run, held),
        created_at=at,
        next_attempt_at=at,
    )


def not_delivered(run: FeedRun, *, at: datetime) -> None:
    """Write, once for a day, that the cut-off passed without a new delivery."""
    thread = f"cut-off-{run.provider.code}-{at.date()}"
    if not Message.objects.filter(thread=thread).exists():
        Message.objects.create(
            provider=run.provider,
            run=run,
            thread=thread,
            subject=f"[{run.provider.code}] Feed not delivered by the cut-off",
            text=f"{run.provider.name} has delivered nothing new by {run.provider.cut_off:%H:%M}.\n\n"
            f"The public sees what it saw before.\n\n{WHAT_TO_DO['not_delivered']}\n\n{_link(run)}",
            created_at=at,
            next_attempt_at=at,
        )


def _is_told(run: FeedRun, previous: FeedRun | None) -> bool:
    """Whether the run before ended the very same way: a flapping fault is one thread, not a hundred mails."""
    if previous is None or run.outcome in PUBLISHED:
        return False
    return (previous.outcome, previous.reason, previous.summary) == (run.outcome, run.reason, run.summary)


def _title(run: FeedRun) -> str:
    return run.get_reason_display() if run.reason else run.summary.split(":")[0].rstrip(".")


def _text(run: FeedRun, held: int) -> str:
    lines = [f"Run {run.pk} of {run.provider.name}: {run.get_outcome_display()}.", run.summary]
    if run.outcome in PUBLISHED:
        lines.append(f"The public sees the delivery {run.delivery}. Records held: {held}.")
    else:
        lines.append("The public sees what it saw before.")
        lines.append(WHAT_TO_DO[run.reason])
    return "\n\n".join(line for line in (*lines, _link(run)) if line)


def _link(run: FeedRun) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL}/admin/snippets/fundfeed/feedrun/inspect/{run.pk}/"
