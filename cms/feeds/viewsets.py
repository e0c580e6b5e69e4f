"""Deliveries, runs, findings and providers in the admin's menu."""

from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern, path
from wagtail.admin.ui.tables import BooleanColumn, Column, NumberColumn
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from cms.facts.columns import BadgeColumn, CodeColumn, DayColumn, FactLinkColumn, LongTextColumn, MomentColumn
from cms.facts.counting import count_of
from cms.facts.viewset import ReadOnlySnippetViewSet
from fundfeed.models import Delivery, FeedRun, Provider, RunFinding

from . import search, story, words
from .decision_viewset import DeliveryDecisionViewSet
from .filters import DeliveryFilters, FindingFilters, RunFilters
from .pages import DeliveryPage, FindingPage, ProviderPage, RunLive, RunPage
from .policy_viewset import FeedPolicyViewSet
from .reports import ChangesCsv, ChangesJson, ChangesPage
from .standing import standing, with_standing


class RunViewSet(ReadOnlySnippetViewSet):
    """Every attempt at a delivery, the latest first."""

    model = FeedRun
    icon = "history"
    menu_label = "Runs"
    ordering = ("-started_at",)
    inspect_view_class = RunPage
    inspect_template_name = "feeds/run.html"
    filterset_class = RunFilters
    search_condition = staticmethod(search.runs_matching)
    internal_columns = frozenset({"requested_by", "source"})
    list_display = (
        FactLinkColumn(
            "run", accessor=story.title, target=lambda run: (FeedRun, run.pk), sort_key="pk", classname="title"
        ),
        BadgeColumn("outcome", badge=standing, sort_key="outcome"),
        Column("reason", accessor=lambda run: words.reason(run.reason), sort_key="reason"),
        FactLinkColumn("delivery", target=lambda run: (Delivery, run.delivery_id) if run.delivery_id else None),
        Column("provider", accessor="provider.code", sort_key="provider__code", classname="secondary"),
        MomentColumn("started_at", label="Started", sort_key="started_at"),
        Column("took", accessor=story.took, classname="number"),
        NumberColumn("finding_count", label="Findings", classname="number"),
    )
    list_export = (
        *("id", "provider.code", "delivery.delivery_id", "outcome", "reason", "summary", "stage", "trigger"),
        *("requested_by", "source", "started_at", "finished_at", "finding_count"),
    )
    export_headings = {
        "id": "Run",
        "provider.code": "Provider",
        "delivery.delivery_id": "Delivery",
        "finding_count": "Findings",
    }

    def rows(self) -> QuerySet[Any]:
        """Runs with their provider, delivery, number of findings, and what was decided since."""
        runs = FeedRun.objects.select_related("provider", "delivery")
        return with_standing(runs.annotate(finding_count=count_of(RunFinding, "run")))

    def get_urlpatterns(self) -> list[URLPattern]:
        """Beside list and page, what moves while it is going, and what it changed: to read, as JSON and as CSV."""
        options = self.get_inspect_view_kwargs(template_name="feeds/changes.html")
        page, as_json, as_csv, live = (
            self.construct_view(view, **options) for view in (ChangesPage, ChangesJson, ChangesCsv, RunLive)
        )
        return [
            *super().get_urlpatterns(),
            path("live/<int:pk>/", live, name="live"),
            path("changes/<int:pk>/", page, name="changes"),
            path("changes/<int:pk>/changes.json", as_json, name="changes_json"),
            path("changes/<int:pk>/changes.csv", as_csv, name="changes_csv"),
        ]


class DeliveryViewSet(ReadOnlySnippetViewSet):
    """Every set of files that was received, the latest first."""

    model = Delivery
    icon = "download"
    ordering = ("-received_at",)
    inspect_view_class = DeliveryPage
    inspect_template_name = "feeds/delivery.html"
    filterset_class = DeliveryFilters
    search_condition = staticmethod(search.deliveries_matching)
    list_display = (
        "__str__",
        Column("provider", accessor="provider.code", sort_key="provider__code", classname="secondary"),
        DayColumn("content_date", sort_key="content_date"),
        MomentColumn("received_at", label="Received", sort_key="received_at"),
        MomentColumn("applied_at", label="Became public", sort_key="applied_at"),
        NumberColumn("run_count", label="Runs", classname="number"),
    )
    list_export = (
        *("delivery_id", "provider.code", "content_date", "generated_at", "received_at", "applied_at"),
        "content_digest",
    )
    export_headings = {"provider.code": "Provider"}

    def rows(self) -> QuerySet[Any]:
        """Deliveries with their provider and number of runs."""
        return Delivery.objects.select_related("provider").annotate(run_count=count_of(FeedRun, "delivery"))


class FindingViewSet(ReadOnlySnippetViewSet):
    """Every deviation that a run found, the latest first."""

    model = RunFinding
    icon = "search"
    ordering = ("-run_id", "pk")
    inspect_view_class = FindingPage
    inspect_template_name = "feeds/finding.html"
    filterset_class = FindingFilters
    search_condition = staticmethod(search.findings_matching)
    list_display = (
        FactLinkColumn("code", label="Rule", target=lambda finding: (RunFinding, finding.pk), sort_key="code"),
        BadgeColumn("severity", badge=lambda finding: words.severity(finding.severity), sort_key="severity"),
        CodeColumn("subject", sort_key="subject"),
        LongTextColumn("message"),
        CodeColumn("where", accessor=words.place),
        FactLinkColumn("run", accessor="run_id", target=lambda finding: (FeedRun, finding.run_id), sort_key="run_id"),
    )
    list_export = (
        "run_id",
        "severity",
        "code",
        "file",
        "pointer",
        "subject",
        "received",
        "expected",
        "last_good",
        "message",
    )


class ProviderViewSet(ReadOnlySnippetViewSet):
    """Who delivers, from where, within which limits."""

    model = Provider
    icon = "group"
    ordering = ("code",)
    inspect_view_class = ProviderPage
    inspect_template_name = "feeds/provider.html"
    search_condition = staticmethod(search.providers_matching)
    list_display = (
        "name",
        CodeColumn("code", sort_key="code"),
        CodeColumn("source_url", label="Source"),
        BooleanColumn("is_enabled", label="Enabled", sort_key="is_enabled"),
    )
    list_export = ("code", "name", "source_url", "is_enabled")


class FeedGroup(SnippetViewSetGroup):
    """The menu "Feed"."""

    items = (
        *(RunViewSet, DeliveryViewSet, DeliveryDecisionViewSet, FindingViewSet),
        *(ProviderViewSet, FeedPolicyViewSet),
    )
    menu_label = "Feed"
    menu_name = "feed"
    menu_icon = "download"
    menu_order = 20
