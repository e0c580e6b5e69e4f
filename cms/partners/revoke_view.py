"""Ending a key: one person is enough, because it takes away and publishes nothing."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.permission_policies import ModelPermissionPolicy

from cms.accounts.asking import AskWhyView, ReasonForm
from cms.accounts.signed_in import signed_in

from . import keys
from .models import ApiKey


class RevokeView(AskWhyView):
    """Asks why, and ends the key at once."""

    template_name = "partners/revoke.html"
    page_title = "Revoke key"
    header_icon = "key"
    longest = 500
    help_text = "The partner is mailed it; it is kept"

    def may_ask(self) -> bool:
        """Whether this person may end keys."""
        return bool(ModelPermissionPolicy(ApiKey).user_has_permission(self.request.user, "revoke"))

    @cached_property
    def subject(self) -> ApiKey:
        """The key in the address."""
        return get_object_or_404(ApiKey.objects.select_related("partner"), pk=self.kwargs["pk"])

    @property
    def way_back(self) -> tuple[str, str]:
        """The key among all others."""
        return str(self.subject), reverse("wagtailsnippets_partners_apikey:inspect", args=[self.subject.pk])

    def form_valid(self, form: ReasonForm) -> HttpResponse:
        """End it."""
        reason = form.cleaned_data["reason"]
        if keys.revoke(key=self.subject, by=signed_in(self.request), reason=reason, at=timezone.now()):
            ended = f"{self.subject} opens nothing any more. {self.subject.partner} is told by mail."
            messages.success(self.request, ended)
        return redirect(self.way_back[1])
