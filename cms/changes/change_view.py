"""The page of one change: its plan, who decided, its timeline, and what can be said of it now."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from cms.accounts.models import User
from cms.accounts.signed_in import signed_in
from cms.operations.models import MaintenanceWindow

from .kind import DROPPED, OUTCOMES, UNDER_WAY
from .models import Change
from .register_view import INDEX, POLICY, RELATED
from .services import NotAllowedError, begin, drop, end

LONGEST = 2000


class ChangeView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Reads for those who may see the register; buttons for those who carry out."""

    permission_policy = POLICY
    permission_required = "view"
    template_name = "changes/change.html"
    header_icon = "history"

    def get_page_title(self) -> str:
        """Its number and title."""
        return str(self.change)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Below the register."""
        here = {"url": "", "label": self.get_page_title()}
        return [*self.breadcrumbs_items, {"url": reverse(INDEX), "label": "Changes"}, here]

    @property
    def change(self) -> Change:
        """The change of this number; anything else isn't found."""
        return get_object_or_404(Change.objects.select_related(*RELATED), case__number=self.kwargs["number"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Plan, windows, timeline, and the steps that its state allows."""
        change = self.change
        state = change.case.its_state
        can_begin = change.approved_at is not None or change.category == Change.Category.EMERGENCY
        return super().get_context_data(
            change=change,
            case=change.case,
            plan=change.plan,
            is_late=change.is_late(timezone.now()),
            entries=change.case.entries.select_related("by"),
            windows=MaintenanceWindow.objects.filter(change=change.case.number).order_by("starts_at"),
            may_say=POLICY.user_has_permission(self.request.user, "change"),
            can_begin=can_begin and UNDER_WAY in state.to,
            can_drop=DROPPED in state.to,
            outcomes=[(code, words) for code, words in OUTCOMES.items() if code in state.to],
            **kwargs,
        )

    def post(self, request: HttpRequest, number: str) -> HttpResponse:
        """Begin, end or drop it."""
        if not POLICY.user_has_permission(request.user, "change"):
            raise PermissionDenied
        try:
            _carry_out(self.change, request, signed_in(request))
        except NotAllowedError as error:
            messages.error(request, str(error))
        return redirect("changes_change", number=number)


def _carry_out(change: Change, request: HttpRequest, by: User) -> None:
    """What the button says; raises `NotAllowedError`."""
    at, said, note = timezone.now(), request.POST.get("say", ""), request.POST.get("note", "")[:LONGEST]
    if said == "begin":
        begin(change=change, by=by, at=at, note=note)
    elif said == "drop":
        drop(change=change, by=by, at=at, reason=note)
    else:
        end(change=change, outcome=said, by=by, at=at, impact=note)
