"""Filters beside the lists of deliveries, runs and findings."""

import django_filters
from django.db.models import Q, QuerySet

from cms.facts.filters import FactFilters, ValuesOf, any_of, between, one_of
from fundfeed.models import Delivery, FeedRun, Provider, RunFinding, ShareClass
from fundfeed.models.run import choices
from fundfeed.records.findings import Outcome, Reason, Severity


def providers() -> list[tuple[str, str]]:
    """The providers as choices."""
    return [(str(provider.pk), provider.name) for provider in Provider.objects.all()]


class DeliveryFilters(FactFilters):
    """By provider, day, and whether it became public."""

    internal = ("provider",)
    provider = any_of("Provider", providers)
    content_date = between("Content date")
    received_at = between("Received")
    applied = django_filters.BooleanFilter(
        label="Became public", field_name="applied_at", lookup_expr="isnull", exclude=True
    )

    class Meta:
        model = Delivery
        fields: list[str] = []


class RunFilters(FactFilters):
    """By how it ended and why, by provider and day."""

    internal = ("provider",)
    outcome = any_of("Outcome", choices(Outcome))
    reason = any_of("Reason", choices(Reason))
    provider = any_of("Provider", providers)
    trigger = any_of("Started by", FeedRun.Trigger.choices)
    started_at = between("Started")

    class Meta:
        model = FeedRun
        fields: list[str] = []


class FindingFilters(FactFilters):
    """By weight and rule; and by run, from the run's own page."""

    internal = ("provider",)
    severity = any_of("Severity", choices(Severity))
    code = one_of("Rule", ValuesOf(RunFinding, "code"))
    provider = any_of("Provider", providers, field_name="run__provider")
    file = any_of("File", ValuesOf(RunFinding, "file"))
    run = django_filters.NumberFilter(label="Run number", field_name="run_id")
    about = django_filters.CharFilter(label="Fund ID, with its share classes", method="about_fund")

    def about_fund(self, findings: QuerySet[RunFinding], _name: str, fund_id: str) -> QuerySet[RunFinding]:
        """Findings about a fund or one of its share classes."""
        isins = ShareClass.objects.filter(fund=fund_id).values("isin")
        return findings.filter(Q(subject=fund_id) | Q(subject__in=isins))

    class Meta:
        model = RunFinding
        fields: list[str] = []
