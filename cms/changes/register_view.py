"""The register of changes: what is open, what was done, and the same as a table to take away."""

import csv
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.generic import ListView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from cms.accounts.signed_in import signed_in

from .models import Change, StandardChange
from .services import NotAllowedError, take_standard

INDEX: Final = "changes_register"
POLICY: Final = ModelPermissionPolicy(Change)
RELATED: Final = ("case", "request__latest_revision", "standard", "requested_by", "approved_by")
COLUMNS: Final = (
    *("number", "title", "category", "priority", "state", "risk", "requested_by", "asked_for_by", "opened_at"),
    *("approved_by", "approved_at", "approve_by", "started_at", "ended_at", "impact", "incident"),
)


class RegisterView(PermissionCheckedMixin, WagtailAdminTemplateMixin, ListView[Change]):
    """All changes, the latest first; `?show=open` leaves out what is closed, `?export=csv` sends a table."""

    permission_policy = POLICY
    permission_required = "view"
    template_name = "changes/register.html"
    page_title = "Changes"
    header_icon = "history"
    paginate_by = 50

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The last one is the page's heading."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_queryset(self) -> QuerySet[Change]:
        """The changes that were asked for."""
        rows = Change.objects.select_related(*RELATED)
        return rows.filter(case__closed_at=None) if self.request.GET.get("show") == "open" else rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the catalogue, for those who carry out."""
        now = timezone.now()
        context = super().get_context_data(
            may_carry_out=POLICY.user_has_permission(self.request.user, "add"),
            catalogue=StandardChange.objects.filter(live=True).order_by("title"),
            is_open_only=self.request.GET.get("show") == "open",
            **kwargs,
        )
        context["lines"] = [(change, change.is_late(now)) for change in context["object_list"]]
        return context

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The screen, or the table."""
        if request.GET.get("export") == "csv":
            return _table(self.get_queryset())
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Begin a standard change."""
        if not POLICY.user_has_permission(request.user, "add"):
            raise PermissionDenied
        wanted = request.POST.get("standard", "")
        standard = get_object_or_404(StandardChange, pk=int(wanted) if wanted.isdecimal() else 0)
        note = request.POST.get("note", "")[:2000]
        try:
            change = take_standard(standard=standard, by=signed_in(request), at=timezone.now(), note=note)
        except NotAllowedError as error:
            messages.error(request, str(error))
            return redirect(INDEX)
        messages.success(request, f"{change.case.number} has begun.")
        return redirect("changes_change", number=change.case.number)


def _table(changes: QuerySet[Change]) -> HttpResponse:
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="changes-{timezone.localdate():%Y%m%d}.csv"'
    rows = csv.writer(answer)
    rows.writerow(COLUMNS)
    for change in changes.iterator(chunk_size=500):
        rows.writerow(_safe(value) for value in _line(change))
    return answer


def _line(change: Change) -> tuple[Any, ...]:
    case, plan, request = change.case, change.plan, change.request
    return (
        *(case.number, case.title, change.category, case.priority, case.its_state.words, plan.risk),
        *(change.requested_by, request.requester if request else "", case.opened_at),
        *(change.approved_by, change.approved_at, change.approve_by, change.started_at, change.ended_at),
        *(change.impact, request.incident if request else ""),
    )


def _safe(value: Any) -> str:
    """A cell that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    text = value.isoformat(timespec="seconds") if hasattr(value, "isoformat") else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
