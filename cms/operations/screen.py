"""What the screens of operations have in common: who may read them, and their place in the admin."""

from typing import Any, ClassVar, Final

from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from .models import CheckResult

POLICY: Final = ModelPermissionPolicy(CheckResult)


class OperatorsScreen(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """A screen for everybody who may read what checks say, and for nobody else."""

    permission_policy = POLICY
    permission_required = "view"
    page_title: ClassVar[str]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The last one is the page's heading."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]
