"""The audit trail among Wagtail's reports, and its state on the dashboard."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .panel import TrailPanel
from .reports import INDEX, EventView, ForAuditors, TrailView


class TrailMenuItem(MenuItem):
    """Shown to those who may open it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person may read the trail."""
        return bool(ForAuditors.permission_policy.user_has_permission(request.user, "view"))


def addresses() -> list[URLPattern]:
    """The list, its results, and one event."""
    return [
        path("reports/audit-trail/", TrailView.as_view(), name=INDEX),
        path("reports/audit-trail/results/", TrailView.as_view(results_only=True), name=f"{INDEX}_results"),
        path("reports/audit-trail/<int:sequence>/", EventView.as_view(), name=f"{INDEX}_event"),
    ]


def menu_item() -> TrailMenuItem:
    """The way there."""
    return TrailMenuItem("Audit trail", reverse(INDEX), name="audit-trail", icon_name="history", order=100)


def show_state(_request: HttpRequest, panels: list[Any]) -> None:
    """Put the state of the trail onto the dashboard."""
    panels.append(TrailPanel())


hooks.register("construct_homepage_panels", show_state)
hooks.register("register_admin_urls", addresses)
hooks.register("register_reports_menu_item", menu_item)
