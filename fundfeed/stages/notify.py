"""Stage 9: what the operators are told: how the run ended, what the public sees now, and what to do."""

import re
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from msgspec import Struct

from ..models import FeedRun, Message
from ..records.findings import Outcome, Severity

log = structlog.get_logger(__name__)

GOOD = (Outcome.APPLIED, Outcome.UNCHANGED, Outcome.RELEASED, Outcome.ROLLED_BACK)
PUBLISHED = (Outcome.APPLIED, Outcome.RELEASED, Outcome.ROLLED_BACK)
REMIND_AFTER = timedelta(hours=24)
CUT_OFF = "Feed not delivered by the cut-off"

WHAT_TO_DO = {
    "not_delivered": "Ask the provider whether the delivery is on its way; it is tried again by itself.",
    "incomplete": "Nothing yet: it is tried again by itself until the cut-off.",
    "unreadable": "Ask the provider to deliver again; these bytes can't be used.",
    "inconsistent": "Ask the provider to correct the delivery; these bytes can't be released.",
    "suspicious": "Compare with the provider; two people release the delivery or reject it.",
    "": "Look at the log of this run; it is tried again by itself.",
}


class Mail(Struct, frozen=True):
    """What is to be told about a run, and in which thread."""

    run: FeedRun
    thread: str
    subject: str
    text: str


def run_ended(run: FeedRun, *, at: datetime) -> Mail | None:
    """Log the outcome and give the mail about it; None when all is as it was or was told already."""
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
    thread = thread_of(run)
    if run.outcome == Outcome.UNCHANGED or _is_told(run, thread, since=at - REMIND_AFTER):
        return None
    subject = f"[{run.provider.code}] Feed {run.get_outcome_display()}: {_title(run)}"
    return Mail(run, thread, subject, _text(run, held))


def cut_off_passed(run: FeedRun, *, since: datetime) -> Mail | None:
    """The mail, one for each day's delivery, that the cut-off passed without it; `since` is when it was expected."""
    provider = run.provider
    subject = f"[{provider.code}] {CUT_OFF}"
    if provider.messages.filter(subject=subject, created_at__gte=since).exists():
        return None
    text = (
        f"{provider.name} has delivered nothing new by {provider.cut_off:%H:%M}.\n\n"
        f"The public sees what it saw before.\n\n{WHAT_TO_DO['not_delivered']}\n\n{_link(run)}"
    )
    return Mail(run, thread_of(run), subject, text)


def thread_of(run: FeedRun) -> str:
    """One thread for all that is told between two publications: a trouble, what it turns into, and its end."""
    before = run.provider.runs.exclude(outcome="").filter(pk__lt=run.pk)
    published = before.filter(outcome__in=PUBLISHED).order_by("-pk").first()
    began = before.filter(pk__gt=published.pk if published else 0).order_by("pk").first()
    return f"run-{(began or run).pk}"


def _is_told(run: FeedRun, thread: str, *, since: datetime) -> bool:
    """Whether this thread tells the same trouble already: one that comes and goes is told once a day."""
    if run.outcome in PUBLISHED:
        return False
    told = Message.objects.filter(thread=thread, created_at__gt=since, run__isnull=False).select_related("run")
    return any(_gist(message.run) == _gist(run) for message in told if message.run)


def _gist(run: FeedRun) -> tuple[object, ...]:
    """What makes a trouble the same one: how many bytes had arrived this time doesn't make another of it."""
    return run.outcome, run.reason, run.delivery_id, re.sub(r"\d+", "#", run.summary)


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
