"""The screen of the queue, and the form by which colleagues ask."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from cms.accounts.signed_in import signed_in

from .kind import PRIORITIES, TIERS
from .models import SupportRequest
from .queue import lines, of_tier, requests_for, still_open
from .services import NORMAL, Asked, open_request

INDEX: Final = "support_requests"
NEW: Final = "support_new"
POLICY: Final = ModelPermissionPolicy(SupportRequest)
MOST: Final = 200


class QueueView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Requests by their clocks; who doesn't answer sees one's own."""

    permission_policy = POLICY
    any_permission_required = ("add", "view")
    template_name = "support/queue.html"
    page_title = "Requests for help"
    header_icon = "mail"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The last one is the page's heading."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The open ones, or those that were closed last."""
        user, now = signed_in(self.request), timezone.now()
        tier = self.request.GET.get("tier", "")
        is_past = self.request.GET.get("state") == "closed"
        mine = of_tier(requests_for(user), tier if tier in TIERS else "")
        closed = mine.exclude(case__closed_at=None).order_by("-case__closed_at")[:MOST]
        found = closed if is_past else still_open(mine)  # which open ones are urgent is known of all of them alone
        return super().get_context_data(
            lines=lines(found, at=now)[:MOST],
            tier=tier,
            tiers=TIERS,
            is_past=is_past,
            answers=POLICY.user_has_permission(user, "view"),
            new=reverse(NEW),
            **kwargs,
        )


class NewRequestForm(forms.Form):
    """What a colleague asks."""

    category = forms.ChoiceField(choices=SupportRequest.Category.choices)
    priority = forms.ChoiceField(choices=list(PRIORITIES.items()), initial=NORMAL)
    description = forms.CharField(label="What is it about?", max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))
    steps = forms.CharField(
        label="What did you do, step by step?",
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    expected = forms.CharField(label="What did you expect?", max_length=5000, required=False)
    actual = forms.CharField(label="What happened?", max_length=5000, required=False)
    fund_id = forms.RegexField(r"^[A-Z0-9-]{1,20}$", label="Fund", required=False)


class NewRequestView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg] # its form
    """A request by somebody with an account; the answers come to the account's address."""

    permission_policy = POLICY
    permission_required = "add"
    template_name = "support/new.html"
    page_title = "Ask for help"
    header_icon = "mail"
    form_class = NewRequestForm

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Below the queue."""
        above = {"url": reverse(INDEX), "label": QueueView.page_title}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.page_title}]

    def form_valid(self, form: NewRequestForm) -> HttpResponse:
        """Open it, and show it."""
        said, user = dict(form.cleaned_data), signed_in(self.request)
        priority = said.pop("priority")
        asked = Asked(**said, name=user.get_full_name(), email=user.email)
        opened = open_request(asked=asked, at=timezone.now(), colleague=user, priority=priority)
        messages.success(self.request, f"Your request has the number {opened.case.number}.")
        return redirect(opened.case.its_kind.address(opened.case))
