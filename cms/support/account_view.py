"""The screen on which support looks an account up; each look is in the audit trail."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from cms.audit.services import record
from cms.audit.words import action

from .account_state import AccountState, account_state
from .articles import approved
from .queue_view import POLICY as REQUESTS

INDEX: Final = "support_account"
POLICY: Final = REQUESTS
LONGEST: Final = 254


class AccountView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Asks for a user name or address, and tells how that account stands."""

    permission_policy = POLICY
    permission_required = "view"
    template_name = "support/account.html"
    page_title = "Account state"
    header_icon = "user"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The last one is the page's heading."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Look somebody up. A POST, so that no address and no log has the name."""
        who = request.POST.get("who", "").strip()[:LONGEST]
        state = account_state(who)
        found = state.username if state else "nobody"
        record(action="support.account.looked_up", label=found, data={"found": state is not None}, request=request)
        return self.render_to_response(self.get_context_data(who=who, state=state))

    def get_context_data(self, *, state: AccountState | None = None, who: str = "", **kwargs: Any) -> dict[str, Any]:
        """What was found, and the playbooks."""
        refusals = [(one.at, action(one.action)) for one in state.refusals] if state else []
        playbooks = approved(category="trouble", audience="staff")
        return super().get_context_data(who=who, state=state, refusals=refusals, playbooks=playbooks, **kwargs)
