"""What the screens of incidents have in common."""

from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from ..models import Incident

INDEX: Final = "incidents_list"
PAGE: Final = "incidents_page"
POLICY: Final = ModelPermissionPolicy(Incident)


class IncidentScreen(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """For those who may read incidents; whatever is posted needs the right to change them."""

    permission_policy = POLICY
    permission_required = "view"
    changing = "change"
    header_icon = "warning"
    request: HttpRequest
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Turn away whoever may read and no more, before anything is written."""
        if request.method == "POST" and not self.may(self.changing):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def may(self, action: str) -> bool:
        """Whether the reader may do that."""
        return bool(POLICY.user_has_permission(self.request.user, action))

    @cached_property
    def incident(self) -> Incident:
        """The incident in the address."""
        rows = Incident.objects.select_related("case__owner", "run__provider", "run__delivery", "notice")
        return get_object_or_404(rows, case__number=self.kwargs["number"])

    @property
    def here(self) -> str:
        """The address of the incident's page."""
        return reverse(PAGE, args=[self.incident.number])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The list, the incident where there is one, and the page's heading."""
        way = [{"url": reverse(INDEX), "label": "Incidents"}]
        if "number" in self.kwargs and self.page_title != self.incident.number:
            way.append({"url": self.here, "label": self.incident.number})
        return [*self.breadcrumbs_items, *way, {"url": "", "label": self.page_title}]
