"""The minute's look at what opens incidents: runs, and the chains of ledger and audit trail.

Rows are read, and no signal is waited for: a run may have ended in a process that knows nothing of incidents.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import OuterRef, Subquery

from cms.audit.models import AuditSeal
from cms.operations.models import LedgerVerification
from fundfeed.models import FeedRun
from fundfeed.records.findings import Outcome
from fundfeed.records.schedule import WAITING, Schedule

from .models import Incident, Sign
from .noticing import Fault, is_over, notice

LOOKS_BACK = timedelta(hours=24)
STOPPED = (Outcome.HALTED, Outcome.FAILED, Outcome.AWAITING_RELEASE)
PUBLISHED = (Outcome.APPLIED, Outcome.RELEASED, Outcome.ROLLED_BACK)
RUN = "run-"


def look(*, at: datetime) -> None:
    """Open what is to be opened, and note what is over."""
    for fault in (*_runs(at), *_seals(at), *_walks(at)):
        notice(fault, at=at)
    for run, ended in _recovered():
        words = f"Run {ended.pk} of {ended.provider.code} published a delivery: {ended.summary}"
        is_over(sign=run, words=words, at=at)


def feed_fault(provider: str) -> str:
    """What is broken when a provider's feed is: one fault, whichever of the troubles it shows."""
    return f"feed {provider}"


def _runs(at: datetime) -> Iterator[Fault]:
    """Runs that stopped; one that only waits for the rest of its delivery counts once the cut-off has passed."""
    ended = FeedRun.objects.filter(finished_at__gt=at - LOOKS_BACK).exclude(trigger=FeedRun.Trigger.DAY)
    last = dict(ended.order_by("provider_id", "started_at").values_list("provider_id", "pk"))
    stopped = ended.filter(outcome__in=STOPPED).select_related("provider", "delivery").order_by("started_at")
    known = set(Sign.objects.filter(key__in=[f"{RUN}{run.pk}" for run in stopped]).values_list("key", flat=True))
    for run in stopped:
        waits = run.reason in WAITING and (run.pk != last[run.provider_id] or not _is_late(run, at))
        if f"{RUN}{run.pk}" not in known and not waits:
            yield _of_run(run)


def _is_late(run: FeedRun, at: datetime) -> bool:
    provider = run.provider
    return Schedule(provider.expected_at, provider.cut_off, provider.time_zone).is_past_cut_off(at)


def _of_run(run: FeedRun) -> Fault:
    how = run.get_reason_display() if run.reason else run.get_outcome_display()
    return Fault(
        key=feed_fault(run.provider.code),
        sign=f"{RUN}{run.pk}",
        source=Incident.Source.RUN,
        title=f"Feed of {run.provider.code}: {how}",
        priority="P2",
        symptoms=run.summary,
        affected=f"Feed of {run.provider.name}; the public sees what it saw before",
        run=run,
    )


def _recovered() -> Iterator[tuple[str, FeedRun]]:
    """Signs of runs whose provider has published since, with the run that did; three queries for however many."""
    keys = Sign.objects.filter(over_at=None, key__startswith=RUN).values_list("key", flat=True)
    signs = {int(key.removeprefix(RUN)): key for key in keys}
    since = FeedRun.objects.filter(pk__gt=OuterRef("pk"), outcome__in=PUBLISHED, provider=OuterRef("provider"))
    stopped = FeedRun.objects.filter(pk__in=signs).annotate(ended=Subquery(since.order_by("pk").values("pk")[:1]))
    over = dict(stopped.exclude(ended=None).order_by("pk").values_list("pk", "ended"))
    ended = FeedRun.objects.select_related("provider").in_bulk(set(over.values()))
    for run, published in over.items():
        yield signs[run], ended[published]


def _seals(at: datetime) -> Iterator[Fault]:
    for seal in AuditSeal.objects.filter(at__gt=at - LOOKS_BACK).exclude(faults=[]):
        said = [str(fault.get("what", fault)) if isinstance(fault, dict) else str(fault) for fault in seal.faults]
        yield _chain("audit trail", f"seal-{seal.pk}", said)


def _walks(at: datetime) -> Iterator[Fault]:
    for walk in LedgerVerification.objects.filter(at__gt=at - LOOKS_BACK).exclude(faults=[]):
        yield _chain("ledger", f"ledger-walk-{walk.pk}", [str(fault) for fault in walk.faults])


def _chain(what: str, sign: str, faults: list[str]) -> Fault:
    return Fault(
        key=f"chain {what}",
        sign=sign,
        source=Incident.Source.CHAIN,
        title=f"The chain of the {what} is broken",
        priority="P1",
        symptoms="\n".join(faults[:20]),
        affected=what.capitalize(),
        security_class=Incident.SecurityClass.INTEGRITY,
    )
