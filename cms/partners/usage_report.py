"""The report "Use of the API": by day, key and part, to read and to take away."""

from typing import Any

import django_filters
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from cms.facts.columns import CodeColumn, DayColumn
from cms.facts.filters import ValuesOf, between
from cms.facts.views import as_text

from .models import ApiKey, UsageCount

INDEX = "api_usage"
NOBODY = "without a key"


class UsageFilters(WagtailFilterSet):
    """By day, key and part."""

    day = between("Day")
    key_name = django_filters.ChoiceFilter(label="Key", choices=ValuesOf(UsageCount, "key_name"))
    endpoint_class = django_filters.ChoiceFilter(label="Part", choices=ValuesOf(UsageCount, "endpoint_class"))

    class Meta:
        model = UsageCount
        fields: list[str] = []


class UsageView(ReportView):
    """Requests of each key on each day, the latest first."""

    permission_policy = ModelPermissionPolicy(UsageCount)
    permission_required = "view"
    page_title = "Use of the API"
    header_icon = "history"
    index_url_name = INDEX
    index_results_url_name = f"{INDEX}_results"
    filterset_class = UsageFilters
    default_ordering = "-day"
    no_results_message = "Nothing was asked for."
    columns = (
        DayColumn("day", label="Day", sort_key="day"),
        Column("partner_name", label="Partner", accessor=lambda row: row.partner_name or NOBODY),
        CodeColumn("key_name", label="Key"),
        Column("endpoint_class", label="Part of the API"),
        NumberColumn("requests", label="Requests", classname="number"),
        NumberColumn("refused", label="Beyond the quota", classname="number"),
    )
    list_export = ("day", "partner_name", "key_name", "endpoint_class", "requests", "refused")
    export_headings = {"partner_name": "partner", "key_name": "key", "endpoint_class": "part"}
    custom_value_preprocess = {**ReportView.custom_value_preprocess, str: {"csv": as_text}}

    def get_queryset(self) -> QuerySet[Any]:
        """Counts with the partner of each key."""
        partner = ApiKey.objects.filter(name=OuterRef("key_name")).values("partner__name")[:1]
        return UsageCount.objects.annotate(partner_name=Subquery(partner)).order_by("-day", "key_name")

    def get_filename(self) -> str:
        """A name with the day."""
        return f"api-usage-{timezone.localdate():%Y-%m-%d}"
