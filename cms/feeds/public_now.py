"""What the public sees now, by provider, and what the last run did about it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from cms.facts.badges import Badge
from fundfeed.models import Delivery, FeedRun, Provider
from fundfeed.selectors.public_state import applied_deliveries

from . import story, words


@dataclass(frozen=True)
class ProviderNow:
    """One provider on the dashboard: its last run, and the delivery that is public."""

    provider: Provider
    run: FeedRun | None
    public: Delivery | None

    @property
    def outcome(self) -> Badge:
        """How the last run ended."""
        return words.outcome(self.run.outcome) if self.run else Badge("No run yet")

    @property
    def reason(self) -> str:
        """Why the last run stopped; "" when it did not."""
        return words.reason(self.run.reason) if self.run else ""

    @property
    def took(self) -> str:
        """How long the last run took."""
        return story.took(self.run) if self.run else ""


def public_delivery(provider: Provider) -> Delivery | None:
    """The delivery of this provider that the public sees."""
    return applied_deliveries(provider).first()


def providers_now(*, only: int | None = None) -> list[ProviderNow]:
    """Every provider, or `only` one, with its last run and its public delivery, in three queries for any number."""
    last_runs = {run.provider_id: run for run in _last_of_each(FeedRun.objects.all(), by="started_at")}
    applied = Delivery.objects.filter(applied_at__isnull=False, rolled_back_at=None)
    public = {row.provider_id: row for row in _last_of_each(applied, by="applied_at")}
    return [
        ProviderNow(provider, last_runs.get(provider.pk), public.get(provider.pk))
        for provider in (Provider.objects.all() if only is None else Provider.objects.filter(pk=only))
    ]


def _last_of_each(rows: QuerySet[Any], *, by: str) -> QuerySet[Any]:
    """The last row of each provider, found by its number: whole rows of ten thousand runs are too wide to be sorted."""
    last = rows.filter(provider=OuterRef("pk")).order_by(f"-{by}").values("pk")[:1]
    return rows.filter(pk__in=Provider.objects.values(last=Subquery(last)))
