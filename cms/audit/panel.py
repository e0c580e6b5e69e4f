"""The trail on the dashboard of those who answer for it: whether it was found whole when it was last verified."""

from collections.abc import Mapping
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component

from cms.accounts.roles import AUDITOR, IT_OPERATOR, SYSTEM_ADMINISTRATOR

from .reports import INDEX, ForAuditors
from .state import state

TOLD: Final = {AUDITOR, IT_OPERATOR, SYSTEM_ADMINISTRATOR}


class TrailPanel(Component):
    """What the last verification found, and the way to the trail for those who may read it."""

    name = "audit-trail"
    order = 60
    template_name = "audit/dashboard_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        """Nothing for others."""
        user = parent_context["request"].user
        if not user.is_superuser and TOLD.isdisjoint(user.groups.values_list("name", flat=True)):
            return {"state": None}
        may_read = ForAuditors.permission_policy.user_has_permission(user, "view")
        return {"state": state(now=timezone.now()), "trail_url": reverse(INDEX) if may_read else ""}
