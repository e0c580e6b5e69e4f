"""The report "Downloads": how often each document was downloaded, by day range, type and fund."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from cms.facts.columns import CodeColumn, DayColumn
from cms.facts.views import as_text
from cms.funds.states import document_type
from fundfeed.models import DocumentPublication

from .chart import bars
from .filters import DownloadFilters
from .log import Days, by_day, counted
from .models import DocumentDownload

INDEX = "downloads_report"
POLICY = ModelPermissionPolicy(DocumentDownload)
SHOWN_DAYS = 30
MOST_DAYS = 366
EXPORTED = {
    "document_id": "Document ID",
    "title": "Title",
    "document_type": "Type",
    "languages": "Languages",
    "publication_date": "Published",
    "sha256": "SHA-256",
    "downloads": "Downloads",
    "robots": "By robots",
}


def title(document: DocumentPublication) -> str:
    """The title in English, or in another language that it has."""
    titles: dict[str, str] = document.body["title"]
    return titles.get("en") or next(iter(titles.values()))


class DownloadsView(ReportView):
    """Every document that was downloaded, the most wanted first."""

    model = DocumentPublication
    page_title = "Downloads"
    header_icon = "download"
    permission_policy = POLICY
    permission_required = "view"
    index_url_name = INDEX
    index_results_url_name = f"{INDEX}_results"
    template_name = "downloads/report.html"
    filterset_class = DownloadFilters
    is_searchable = False
    default_ordering = "-downloads"
    no_results_message = "Nothing was downloaded on these days."
    columns = (
        Column("title", label="Document", accessor=title),
        CodeColumn("document_id", label="Document ID"),
        Column("type", label="Type", accessor=lambda document: document_type(document.document_type)),
        Column("languages", accessor=lambda document: ", ".join(document.languages)),
        DayColumn("publication_date", label="Published"),
        NumberColumn("downloads", label="Downloads", classname="number"),
        NumberColumn("robots", label="By robots", classname="number"),
    )
    list_export = list(EXPORTED)
    export_headings = EXPORTED
    custom_value_preprocess = {
        **ReportView.custom_value_preprocess,
        str: {"csv": as_text},
        list: {"csv": ", ".join, "xlsx": ", ".join},
    }

    def get_base_queryset(self) -> QuerySet[Any]:
        """Documents with all their downloads; the filter of days counts anew."""
        return counted(DocumentPublication.objects.all(), Days())

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """As counted."""
        return queryset

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        """One row of the export."""
        return {name: title(item) if name == "title" else getattr(item, name) for name in self.list_export}

    def get_filename(self) -> str:
        """A name with the day."""
        return f"downloads-{timezone.localdate():%Y-%m-%d}"

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The list, and above it the downloads of its documents by day."""
        days = self._days()
        found = by_day(self.get_queryset(), days)
        return super().get_context_data(
            *args,
            days=days,
            bars=bars(found, first=days.first or timezone.localdate(), last=days.last or timezone.localdate()),
            total=sum(found.values()),
            most=max(found.values(), default=0),
            **kwargs,
        )

    def _days(self) -> Days:
        """The days that are filtered by, or the last 30; a year at most, so that a bar can be seen."""
        chosen: slice | None = self.filters.form.cleaned_data.get("day") if self.filters else None
        last = chosen.stop.date() if chosen and chosen.stop else timezone.localdate()
        first = chosen.start.date() if chosen and chosen.start else last - timedelta(days=SHOWN_DAYS - 1)
        return Days(max(first, last - timedelta(days=MOST_DAYS - 1)), last)
