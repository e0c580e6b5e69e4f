"""The form that proposes to take something off the public site."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.views.generic import FormView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from cms.accounts.signed_in import signed_in

from ..errors import NotApprovedError
from ..guarded import Guarded
from ..withdrawal import propose
from . import addresses


class WithdrawalForm(forms.Form):
    """Why it should go."""

    reason = forms.CharField(
        label="Reason",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Whoever decides reads it, and the history keeps it.",
    )


class WithdrawView(WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg] # not generic at run time
    """Proposes; somebody else decides, and until then the public goes on seeing it."""

    template_name = "moderation/withdraw.html"
    form_class = WithdrawalForm
    page_title = "Propose withdrawal"
    header_icon = "download"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Turn away whoever may not change this."""
        if not self._may_change():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: WithdrawalForm) -> HttpResponse:
        """Submit the proposal."""
        try:
            state = propose(thing=self.thing, by=signed_in(self.request), reason=form.cleaned_data["reason"])
        except NotApprovedError as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, f"Proposed: “{self.thing}” goes as soon as somebody else approves.")
        return redirect(addresses.review(state.current_task_state))

    def get_page_subtitle(self) -> str:
        """What should go."""
        return str(self.thing)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Back to the thing; the last one is the page's heading."""
        here = {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, {"url": addresses.edit(self.thing), "label": str(self.thing)}, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form and the way back."""
        return super().get_context_data(**kwargs) | {"thing": self.thing, "edit_url": addresses.edit(self.thing)}

    @cached_property
    def thing(self) -> Any:
        """What should go."""
        content_type = get_object_or_404(ContentType, pk=self.kwargs["content_type"])
        model = content_type.model_class()
        if model is None or not issubclass(model, Guarded):
            raise Http404
        return get_object_or_404(model._base_manager, pk=unquote(self.kwargs["pk"]))

    def _may_change(self) -> bool:
        if hasattr(self.thing, "permissions_for_user"):
            return bool(self.thing.permissions_for_user(self.request.user).can_edit())
        return bool(policy_registry.get(self.thing).user_has_permission(self.request.user, "change"))
