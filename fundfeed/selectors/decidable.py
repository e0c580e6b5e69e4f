"""Deliveries about which two people can decide something now."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from ..models import Decision, Delivery, FeedRun
from ..records.findings import Outcome

MOST = 60  # of the past: further back the command line goes
BROKEN_OFF = ("", Outcome.FAILED)  # a run that died or fell over: no reason to lose what two people decided


def last_verdict(delivery: Delivery) -> str:
    """How the last run of the delivery ended that came to an end; "" when none did."""
    ended = delivery.runs.exclude(outcome__in=BROKEN_OFF).order_by("-started_at")
    return ended.values_list("outcome", flat=True).first() or ""


def is_releasable(delivery: Delivery) -> bool:
    """Whether the delivery can be released or rejected now: it waits, nobody decided, nothing newer is public."""
    waits = Q(last_outcome=Outcome.AWAITING_RELEASE) | Q(last_outcome=None) & ~Q(uploaded_by="")
    return bool(_undecided().filter(waits, pk=delivery.pk).exists())


def suspicious_deliveries() -> QuerySet[Delivery]:
    """Deliveries that a guard held back and about which nobody has decided."""
    held: QuerySet[Delivery] = _undecided().filter(last_outcome=Outcome.AWAITING_RELEASE)
    return held


def uploaded_deliveries() -> QuerySet[Delivery]:
    """Deliveries that were brought by hand and wait."""
    brought: QuerySet[Delivery] = _undecided().filter(last_outcome=None).exclude(uploaded_by="")
    return brought


def past_deliveries() -> QuerySet[Delivery]:
    """Deliveries that were public and aren't any more, the latest first."""
    later = Delivery.objects.filter(
        provider=OuterRef("provider"), applied_at__gt=OuterRef("applied_at"), rolled_back_at=None
    )
    applied = Delivery.objects.filter(applied_at__isnull=False)
    past = applied.filter(Q(rolled_back_at__isnull=False) | Exists(later))
    return past.select_related("provider").order_by("-applied_at")[:MOST]


def _undecided() -> Any:
    ended = FeedRun.objects.filter(delivery=OuterRef("pk")).exclude(outcome__in=BROKEN_OFF)
    last = ended.order_by("-started_at").values("outcome")[:1]
    newer = Delivery.objects.filter(provider=OuterRef("provider"), applied_at__gt=OuterRef("received_at"))
    decided = Decision.objects.filter(delivery=OuterRef("pk")).exclude(kind=Decision.Kind.ROLL_BACK)
    open_ones = Delivery.objects.filter(~Exists(newer), ~Exists(decided)).annotate(last_outcome=Subquery(last))
    return open_ones.select_related("provider").order_by(F("received_at").desc())
