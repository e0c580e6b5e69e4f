"""The screen of the checklists: today to tick off, other days to read."""

from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from cms.accounts.signed_in import signed_in

from ..board import BADGES
from ..models import ChecklistTick
from .shipped import CHECKLISTS
from .ticking import NotTickedError, days, sheets, tick

INDEX: Final = "operations_checklists"
POLICY: Final = ModelPermissionPolicy(ChecklistTick)


class ChecklistsView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """The three lists of a day, and the last two weeks."""

    permission_policy = POLICY
    permission_required = "view"
    template_name = "operations/checklists.html"
    page_title = "Checklists"
    header_icon = "tasks"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The last one is the page's heading."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The day that was asked for; today otherwise."""
        at = timezone.now()
        today = timezone.localdate(at)
        day = _asked_day(self.request.GET.get("day", "")) or today
        may_tick = day == today and POLICY.user_has_permission(self.request.user, "add")
        return super().get_context_data(
            day=day,
            is_today=day == today,
            may_tick=may_tick,
            sheets=sheets(day=day, at=at),
            days=days(at=at),
            titles=[checklist.title for checklist in CHECKLISTS],
            badges={state.value: badge for state, badge in BADGES.items()},
            **kwargs,
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Tick off one item of today."""
        if not POLICY.user_has_permission(request.user, "add"):
            raise PermissionDenied
        checklist, item = request.POST.get("checklist", ""), request.POST.get("item", "")
        try:
            tick(
                checklist=checklist,
                item=item,
                by=signed_in(request),
                at=timezone.now(),
                is_fine=request.POST.get("is_fine") == "yes",
                note=request.POST.get("note", ""),
            )
        except NotTickedError as error:
            messages.error(request, str(error))
        return redirect(f"{reverse(INDEX)}#{checklist}-{item}")


def _asked_day(text: str) -> date | None:
    """The day of an address; None for what isn't one."""
    try:
        return parse_date(text)
    except ValueError:
        return None
