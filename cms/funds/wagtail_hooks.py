"""Funds in the menu, their number on the dashboard, and their documents among the reports."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.facts.viewset import register_facts

from . import suggesting
from .coverage_report import INDEX, POLICY, CoverageView
from .summary import summary_items
from .viewsets import FundsGroup

register_facts(FundsGroup)


def count_funds(request: HttpRequest, items: list[Any]) -> None:
    """Add the numbers of funds, share classes and documents to the dashboard's summary."""
    items += summary_items(request)


class CoverageMenuItem(MenuItem):
    """Shown to those who may open it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person may see documents of every provider."""
        return POLICY.user_has_permission(request.user, "view")


def addresses() -> list[URLPattern]:
    """The report and its results."""
    return [
        path("reports/coverage/", CoverageView.as_view(), name=INDEX),
        path("reports/coverage/results/", CoverageView.as_view(results_only=True), name=f"{INDEX}_results"),
    ]


def menu_item() -> CoverageMenuItem:
    """The way there."""
    return CoverageMenuItem("Coverage", reverse(INDEX), name="coverage", icon_name="tasks", order=190)


hooks.register("register_admin_urls", addresses)
hooks.register("register_admin_urls", suggesting.addresses)
hooks.register("register_reports_menu_item", menu_item)
hooks.register("construct_homepage_summary_items", count_funds)
