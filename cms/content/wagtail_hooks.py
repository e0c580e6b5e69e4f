"""Content in the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from .acceptance_report import INDEX, AcceptancesView
from .no_documents import NoDocumentsEndpoint
from .viewsets import ContentGroup


def leave_out_documents(router: Any) -> None:
    """Tell the admin that there is no document library."""
    router.register_endpoint("documents", NoDocumentsEndpoint)


class AcceptancesMenuItem(MenuItem):
    """Shown to those who may open it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person may read the report."""
        return bool(AcceptancesView.permission_policy.user_has_permission(request.user, "view"))


def addresses() -> list[URLPattern]:
    """The report of acceptances and its results."""
    return [
        path("reports/acceptances/", AcceptancesView.as_view(), name=INDEX),
        path("reports/acceptances/results/", AcceptancesView.as_view(results_only=True), name=f"{INDEX}_results"),
    ]


def menu_item() -> AcceptancesMenuItem:
    """The way there."""
    return AcceptancesMenuItem("Acceptances", reverse(INDEX), name="acceptances", icon_name="tick", order=210)


hooks.register("construct_admin_api", leave_out_documents)
hooks.register("register_admin_urls", addresses)
hooks.register("register_reports_menu_item", menu_item)
register_snippet(ContentGroup)
