"""Partners in the admin, and the use of the API among its reports."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.facts.viewset import register_facts

from .usage_report import INDEX, UsageView
from .viewsets import PartnerGroup

register_facts(PartnerGroup)


class UsageMenuItem(MenuItem):
    """Shown to those who may open it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person may read the report."""
        return bool(UsageView.permission_policy.user_has_permission(request.user, "view"))


def addresses() -> list[URLPattern]:
    """The report and its results."""
    return [
        path("reports/api-usage/", UsageView.as_view(), name=INDEX),
        path("reports/api-usage/results/", UsageView.as_view(results_only=True), name=f"{INDEX}_results"),
    ]


def menu_item() -> UsageMenuItem:
    """The way there."""
    return UsageMenuItem("Use of the API", reverse(INDEX), name="api-usage", icon_name="history", order=110)


hooks.register("register_admin_urls", addresses)
hooks.register("register_reports_menu_item", menu_item)
