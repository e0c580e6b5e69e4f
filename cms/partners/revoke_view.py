"""Ending a key: one person is enough, because it takes away and publishes nothing."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from cms.accounts.signed_in import signed_in

from . import keys
from .models import ApiKey


class RevocationForm(forms.Form):
    """Why the key must end."""

    reason = forms.CharField(
        max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text="The partner is mailed it; it is kept"
    )


class RevokeView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]
    """Asks why, and ends the key at once."""

    permission_policy = ModelPermissionPolicy(ApiKey)
    permission_required = "revoke"
    form_class = RevocationForm
    template_name = "partners/revoke.html"
    page_title = "Revoke key"
    header_icon = "key"

    @cached_property
    def key(self) -> ApiKey:
        """The key in the address."""
        return get_object_or_404(ApiKey.objects.select_related("partner"), pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        """Which one."""
        return str(self.key)

    def form_valid(self, form: RevocationForm) -> HttpResponse:
        """End it."""
        reason = form.cleaned_data["reason"]
        if keys.revoke(key=self.key, by=signed_in(self.request), reason=reason, at=timezone.now()):
            messages.success(self.request, f"{self.key} opens nothing any more. {self.key.partner} is told by mail.")
        return redirect(reverse("wagtailsnippets_partners_apikey:inspect", args=[self.key.pk]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The key, and the way back."""
        back = reverse("wagtailsnippets_partners_apikey:inspect", args=[self.key.pk])
        return super().get_context_data(key=self.key, back=back, **kwargs)
