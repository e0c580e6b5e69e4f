"""The list of incidents, open ones first, and the same ones on the operator's home."""

from collections.abc import Mapping
from typing import Any, Final

from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView
from msgspec import Struct
from wagtail.admin.ui.components import Component

from cms.cases.models import Case
from cms.cases.showing import Face, nearest, priority_badge, state_badge
from cms.facts.badges import Badge

from ..models import Incident
from .base import INDEX, PAGE, POLICY, IncidentScreen

PER_PAGE: Final = 50
ON_THE_BOARD: Final = 10


class Line(Struct, frozen=True):
    """One incident in a list."""

    case: Case
    source: str
    address: str
    priority: Badge
    state: Badge
    clock: Face | None


class ListView(IncidentScreen, TemplateView):
    """Open ones first, the most urgent on top; then the others, the latest first."""

    template_name = "incidents/list.html"
    page_title = "Incidents"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """This is where the way begins."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of lines."""
        rows = Incident.objects.select_related("case__owner")
        ends = [F(f"case__{end}").desc(nulls_first=True) for end in ("closed_at", "resolved_at")]
        page = Paginator(rows.order_by(*ends, "case__priority", "-pk"), PER_PAGE).get_page(self.request.GET.get("p"))
        is_open = {True: [], False: []}  # type: dict[bool, list[Line]]
        for row in page:
            is_open[row.case.is_open].append(_line(row))
        return super().get_context_data(
            going_on=is_open[True], ended=is_open[False], page=page, may_add=self.may("add"), **kwargs
        )


class OpenIncidents(Component):
    """What is open, with the clock that runs out next, for the operations dashboard."""

    name = "incidents"
    template_name = "incidents/on_the_board.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        """Nothing for those who may not read incidents."""
        request: HttpRequest = parent_context["request"]
        if not POLICY.user_has_permission(request.user, "view"):
            return {"lines": []}
        rows = Incident.objects.filter(case__closed_at=None).select_related("case__owner")
        found = rows.order_by("case__priority", "pk")[: ON_THE_BOARD + 1]
        lines = [_line(row) for row in found]
        return {"lines": lines[:ON_THE_BOARD], "has_more": len(lines) > ON_THE_BOARD, "list": reverse(INDEX)}


def _line(row: Incident) -> Line:
    case = row.case
    return Line(
        case=case,
        source=row.get_source_display(),
        address=reverse(PAGE, args=[case.number]),
        priority=priority_badge(case),
        state=state_badge(case),
        clock=nearest(case, at=timezone.now()),
    )
