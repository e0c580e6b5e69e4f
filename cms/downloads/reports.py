"""The report "Downloads": how often each document was downloaded, by day range, type and fund."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from cms.facts.columns import CodeColumn, DayColumn, FactLinkColumn
from cms.facts.document_types import with_type_names
from cms.facts.views import as_text
from fundfeed.models import DocumentPublication, FundDocument

from .chart import bars
from .filters import DownloadFilters
from .log import Days, by_day, counted, days_of
from .models import DocumentDownload

INDEX = "downloads_report"
POLICY = ModelPermissionPolicy(DocumentDownload)
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
        FactLinkColumn(
            "title",
            label="Document",
            accessor=title,
            target=lambda document: (FundDocument, document.document_id),
        ),
        CodeColumn("document_id", label="Document ID"),
        Column("type_name", label="Type"),
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

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The documents that are asked for, with their downloads on the chosen days."""
        return with_type_names(counted(super().filter_queryset(queryset), self._days()))

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
            bars=bars(found, first=days.first, last=days.last),
            total=sum(found.values()),
            total_shown=f"{sum(found.values()):,}",
            most=f"{max(found.values(), default=0):,}",
            **kwargs,
        )

    def _days(self) -> Days:
        chosen: slice | None = self.filters.form.cleaned_data.get("day") if self.filters else None
        return days_of(chosen, today=timezone.localdate())
