"""The form that proposes to take something off the public site."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from wagtail.permissions import policy_registry

from cms.accounts.asking import AskWhyView, ReasonForm
from cms.accounts.signed_in import signed_in

from ..errors import NotApprovedError
from ..guarded import Guarded
from ..schedule import approved_for
from ..withdrawal import propose
from . import addresses


class WithdrawView(AskWhyView):
    """Proposes; somebody else decides, and until then the public goes on seeing it."""

    template_name = "moderation/withdraw.html"
    page_title = "Propose withdrawal"
    header_icon = "download"
    help_text = "Whoever decides reads it, and the history keeps it."

    def form_valid(self, form: ReasonForm) -> HttpResponse:
        """Submit the proposal."""
        try:
            state = propose(thing=self.subject, by=signed_in(self.request), reason=form.cleaned_data["reason"])
        except NotApprovedError as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, f"Proposed: “{self.subject}” goes as soon as somebody else approves.")
        return redirect(addresses.review(state.current_task_state))

    @property
    def way_back(self) -> tuple[str, str]:
        """The thing in its editor."""
        return str(self.subject), addresses.edit(self.subject)

    @cached_property
    def subject(self) -> Any:
        """What should go."""
        content_type = get_object_or_404(ContentType, pk=self.kwargs["content_type"])
        model = content_type.model_class()
        if model is None or not issubclass(model, Guarded):
            raise Http404
        return get_object_or_404(model._base_manager, pk=unquote(self.kwargs["pk"]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What would go with it."""
        return super().get_context_data(**kwargs) | {"unscheduled": approved_for(self.subject)}

    def may_ask(self) -> bool:
        """Whether this person may change it."""
        if hasattr(self.subject, "permissions_for_user"):
            return bool(self.subject.permissions_for_user(self.request.user).can_edit())
        return bool(policy_registry.get(self.subject).user_has_permission(self.request.user, "change"))
