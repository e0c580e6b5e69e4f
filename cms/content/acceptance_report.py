"""The report "Acceptances": how often each version of a legal notice was accepted each day, and what a receipt says."""

from typing import Any

import django_filters
from django.db.models import Max, Min, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from cms.facts.columns import CodeColumn, DayColumn, MomentColumn
from cms.facts.filters import between
from cms.facts.views import as_text

from .models import Accepted, LegalAcceptance, LegalNotice

INDEX = "legal_acceptances"
OF_A_VERSION = ("day", "notice__kind", "notice__version", "notice__locale__language_code", "text_sha256")
EXPORTED = {
    "day": "Day",
    "notice__kind": "Notice",
    "notice__version": "Version",
    "notice__locale__language_code": "Language",
    "text_sha256": "Wording (SHA-256)",
    "acceptances": "Acceptances",
    "first": "First",
    "last": "Last",
}


class AcceptanceFilters(WagtailFilterSet):
    """Of which days, of which notice, or by one receipt."""

    accepted_at = between("Days")
    kind = django_filters.ChoiceFilter(label="Notice", field_name="notice__kind", choices=LegalNotice.Kind.choices)
    receipt = django_filters.UUIDFilter(label="Receipt of a visitor")

    class Meta:
        model = Accepted
        fields: list[str] = []


class AcceptancesView(ReportView):
    """One row for each wording and day, the latest day first; of one receipt its only row, with its very moment."""

    permission_policy = ModelPermissionPolicy(LegalAcceptance)
    permission_required = "view"
    page_title = "Acceptances"
    header_icon = "tick"
    index_url_name = INDEX
    index_results_url_name = f"{INDEX}_results"
    filterset_class = AcceptanceFilters
    is_searchable = False
    default_ordering = "-day"
    no_results_message = "Nobody accepted anything."
    columns = (
        DayColumn("day", label="Day"),
        Column("notice__kind", label="Notice", accessor=lambda row: LegalNotice.Kind(row["notice__kind"]).label),
        Column("notice__version", label="Version"),
        Column("notice__locale__language_code", label="Language"),
        NumberColumn("acceptances", label="Acceptances", classname="number"),
        MomentColumn("first", label="First"),
        MomentColumn("last", label="Last"),
        CodeColumn("text_sha256", label="Wording (SHA-256)"),
    )
    list_export = list(EXPORTED)
    export_headings = EXPORTED
    custom_value_preprocess = {**ReportView.custom_value_preprocess, str: {"csv": as_text}}

    def get_base_queryset(self) -> QuerySet[Any]:
        """Acceptances with their day, those of long ago as numbers."""
        return Accepted.objects.annotate(day=TruncDate("accepted_at"))

    def get_filtered_queryset(self) -> QuerySet[Any]:
        """The chosen acceptances, counted by wording and day."""
        counts = {"acceptances": Sum("times"), "first": Min("accepted_at"), "last": Max("last_at")}
        return self.get_queryset().values(*OF_A_VERSION).annotate(**counts)

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The latest day first."""
        return queryset.order_by("-day", *OF_A_VERSION[1:])

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        """One row of the export."""
        return {name: item[name] for name in self.list_export}

    def get_filename(self) -> str:
        """A name with the day."""
        return f"acceptances-{timezone.localdate():%Y-%m-%d}"
