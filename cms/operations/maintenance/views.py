"""The screen of maintenance: what is under way, what comes, and what became of it."""

from datetime import datetime, timedelta
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from cms.accounts.models import User
from cms.accounts.signed_in import signed_in

from ..models import MaintenanceOccurrence
from .occurrences import INSTANT, between
from .running import NotSaidError, say_longer, say_over, see_to_it, write_impact

INDEX: Final = "operations_maintenance"
POLICY: Final = ModelPermissionPolicy(MaintenanceOccurrence)
AHEAD: Final = timedelta(days=92)
SHOWN: Final = 50


class ImpactForm(forms.Form):
    """What it did to others."""

    impact = forms.CharField(max_length=2000, strip=True, required=False)


class LongerForm(forms.Form):
    """The new expected end."""

    until = forms.DateTimeField(input_formats=["%Y-%m-%dT%H:%M"])


class MaintenanceView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Three lists: now, the next three months, and what is over."""

    permission_policy = POLICY
    permission_required = "view"
    template_name = "operations/maintenance.html"
    page_title = "Maintenance now"
    header_icon = "time"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The last one is the page's heading."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What lies at, after and before this moment."""
        now = timezone.now()
        over = MaintenanceOccurrence.objects.exclude(ended_at=None).select_related("window", "said_by")
        return super().get_context_data(
            now=between(now, now + INSTANT),
            coming=[one for one in between(now, now + AHEAD) if one.starts_at > now][:SHOWN],
            over=over[:SHOWN],
            may_say=POLICY.user_has_permission(self.request.user, "change"),
            **kwargs,
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Say that one is over or takes longer, or what it did."""
        if not POLICY.user_has_permission(request.user, "change"):
            raise PermissionDenied
        at = timezone.now()
        see_to_it(at=at)  # the minute's round may not have kept yet what has begun
        row = get_object_or_404(MaintenanceOccurrence, **_named(request))
        try:
            messages.success(request, _carry_out(request, row, signed_in(request), at))
        except NotSaidError as error:
            messages.error(request, str(error))
        return redirect(reverse(INDEX))


def _named(request: HttpRequest) -> dict[str, Any]:
    """The window and the beginning that a form names."""
    try:
        return {"window": int(request.POST["window"]), "starts_at": datetime.fromisoformat(request.POST["starts_at"])}
    except (KeyError, ValueError):
        return {"pk": None}


def _carry_out(request: HttpRequest, row: MaintenanceOccurrence, by: User, at: datetime) -> str:
    """Do what the button says; raises `NotSaidError`."""
    if request.POST.get("say") == "longer":
        form = LongerForm(request.POST)
        if not form.is_valid():
            raise NotSaidError("Say until when it is expected to last.")
        say_longer(row=row, by=by, at=at, until=form.cleaned_data["until"])
        return "The site says that it takes longer, and those who operate are told."
    impact = ImpactForm(request.POST)
    if not impact.is_valid():
        raise NotSaidError("The impact has 2,000 characters at most.")
    if request.POST.get("say") == "over":
        say_over(row=row, by=by, at=at, impact=impact.cleaned_data["impact"])
        return "It is over: everything is open again, and those who operate are told."
    write_impact(row=row, by=by, impact=impact.cleaned_data["impact"])
    return "Kept."
