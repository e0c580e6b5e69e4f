"""Stage 9: tell the operators how the run ended, what the public sees now, and what to do."""

import structlog

from ..models import FeedRun
from ..ports import Mailer
from ..records.findings import Outcome, Severity

log = structlog.get_logger(__name__)

WHAT_TO_DO = {
    "not_delivered": "Ask the provider whether the delivery is on its way; then run it again.",
    "incomplete": "Wait until the provider has finished, then run it again.",
    "unreadable": "Ask the provider to deliver again; these bytes can't be used.",
    "inconsistent": "Ask the provider to correct the delivery; these bytes can't be released.",
    "suspicious": "Compare with the provider; two people release the delivery or reject it.",
    "": "Look at the log of this run and run it again.",
}


def operators(run: FeedRun, *, mailer: Mailer) -> None:
    """Log the outcome, and mail it unless all is as it was."""
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
    if run.outcome != Outcome.UNCHANGED:
        mailer(subject=f"[{run.provider.code}] Feed {run.get_outcome_display()}: {_title(run)}", text=_text(run, held))


def _title(run: FeedRun) -> str:
    return run.get_reason_display() if run.reason else f"{run.counts.get('versions', 0)} new versions"


def _text(run: FeedRun, held: int) -> str:
    lines = [f"Run {run.pk} of {run.provider.name}: {run.get_outcome_display()}.", run.summary]
    if run.outcome == Outcome.APPLIED:
        lines.append(f"The public sees the delivery {run.delivery}. Records held: {held}.")
    else:
        lines.append("The public sees what it saw before.")
        lines.append(WHAT_TO_DO[run.reason])
    return "\n\n".join(line for line in lines if line)
