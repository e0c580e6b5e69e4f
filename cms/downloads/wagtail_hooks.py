"""The download log among Wagtail's reports."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .reports import INDEX, POLICY, DownloadsView


class DownloadsMenuItem(MenuItem):
    """Shown to those who may open it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person may read the log."""
        return bool(POLICY.user_has_permission(request.user, "view"))


def addresses() -> list[URLPattern]:
    """The report and its results."""
    return [
        path("reports/downloads/", DownloadsView.as_view(), name=INDEX),
        path("reports/downloads/results/", DownloadsView.as_view(results_only=True), name=f"{INDEX}_results"),
    ]


def menu_item() -> DownloadsMenuItem:
    """The way there."""
    return DownloadsMenuItem("Downloads", reverse(INDEX), name="downloads", icon_name="download", order=200)


hooks.register("register_admin_urls", addresses)
hooks.register("register_reports_menu_item", menu_item)
