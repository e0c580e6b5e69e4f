"""How a run stands today: as it ended, or what two people decided since about the delivery that it held back."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from cms.facts.badges import Badge
from fundfeed.models import Decision, FeedRun
from fundfeed.records.findings import Outcome

from . import words

SINCE = {
    Decision.Kind.RELEASE: Badge("Released since", "good"),
    Decision.Kind.REJECT: Badge("Rejected since", "plain"),
}


def with_standing(runs: QuerySet[FeedRun]) -> QuerySet[Any]:
    """The runs, each with the kind of the one decision for or against its delivery, for `standing`."""
    decided = Decision.objects.filter(delivery=OuterRef("delivery"), kind__in=SINCE)
    return runs.annotate(decided=Subquery(decided.values("kind")[:1]))


def standing(run: Any) -> Badge:
    """The badge of a run of `with_standing`."""
    is_decided = run.outcome == Outcome.AWAITING_RELEASE and run.decided
    return SINCE[Decision.Kind(run.decided)] if is_decided else words.outcome(run.outcome)
