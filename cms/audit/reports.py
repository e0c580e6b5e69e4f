"""The report "Audit trail": for auditors and system administrators, to read and to take away."""

import json
import re
from collections.abc import Iterable
from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from cms.facts.views import as_text

from .columns import ChangesColumn, ObjectColumn, WhenColumn, WhoColumn, who
from .differences import differences
from .filters import EventFilters
from .masking import masked, with_erased
from .models import AuditEvent
from .state import state
from .words import action

INDEX = "audit_trail"
CHUNK = 2000
NOT_IN_XLSX = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def _page_of(event: AuditEvent) -> str:
    return reverse(f"{INDEX}_event", args=[event.pk])


class ForAuditors(PermissionCheckedMixin):
    """Refuses everybody who may not read the trail."""

    permission_policy = ModelPermissionPolicy(AuditEvent)
    permission_required = "view"


class TrailView(ForAuditors, ReportView):
    """Every event, the latest first."""

    page_title = "Audit trail"
    header_icon = "history"
    template_name = "audit/trail.html"
    index_url_name = INDEX
    index_results_url_name = f"{INDEX}_results"
    filterset_class = EventFilters
    default_ordering = "-sequence"
    no_results_message = "No event matches."
    columns = (
        WhenColumn("at", label="When"),
        WhoColumn(),
        TitleColumn("action", label="What", accessor=lambda event: action(event.action), get_url=_page_of),
        ObjectColumn("label", label="Object, and why"),
        ChangesColumn(),
    )
    list_export = (
        *("sequence", "at", "actor", "actor_id", "address", "action", "object_type", "object_id", "label"),
        *("changes", "comment", "role", "source", "source_id", "previous_hash", "hash"),
    )
    export_headings = {name: name for name in list_export}
    custom_value_preprocess = {
        **ReportView.custom_value_preprocess,
        str: {"csv": as_text, "xlsx": lambda text: NOT_IN_XLSX.sub("\ufffd", text)},
        dict: {
            "csv": lambda changes: as_text(json.dumps(changes, ensure_ascii=False)),
            "xlsx": lambda changes: json.dumps(changes, ensure_ascii=False),
        },
    }

    def get_queryset(self) -> QuerySet[AuditEvent]:
        """Events with their differences and without the copied rows, which may be long."""
        events = AuditEvent.objects.defer("data").annotate(changes=F("data__changes"))
        return with_erased(events).order_by("-sequence")

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """The events of a page as they may be shown; an export does so piece by piece."""
        return object_list if self.is_export else [masked(event) for event in object_list]

    def get_filename(self) -> str:
        """A name with the day."""
        return f"audit-trail-{timezone.localdate():%Y-%m-%d}"

    def as_spreadsheet(self, queryset: QuerySet[AuditEvent], spreadsheet_format: str) -> HttpResponseBase:
        """The file, read from the database piece by piece."""
        pieces: Iterable[AuditEvent] = map(masked, queryset.iterator(chunk_size=CHUNK))
        return super().as_spreadsheet(pieces, spreadsheet_format)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The list, and what the last verification found."""
        return super().get_context_data(state=state(now=timezone.now()), **kwargs)


class EventView(ForAuditors, WagtailAdminTemplateMixin, TemplateView):
    """All that is known of one event."""

    template_name = "audit/event.html"
    header_icon = "history"
    _show_breadcrumbs = True

    def get_page_title(self) -> str:
        """The event's number."""
        return f"Event {self.kwargs['sequence']}"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """The way back to the list."""
        return [
            {"url": reverse(INDEX), "label": "Audit trail"},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The event in words, its differences, and the row as it was copied."""
        event = masked(get_object_or_404(with_erased(AuditEvent.objects.all()), pk=self.kwargs["sequence"]))
        return super().get_context_data(
            event=event,
            action=action(event.action),
            who=who(event),
            differences=differences(event.data.get("changes")),
            row=json.dumps(event.data.get("row"), ensure_ascii=False, indent=2, sort_keys=True),
            **kwargs,
        )
