"""Incidents in the admin: screens, menu, and a section of the operations dashboard."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse_lazy
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from .screens.base import INDEX, PAGE, POLICY
from .screens.containment import CONTAIN, ContainView
from .screens.listing import ListView, OpenIncidents
from .screens.page import PageView, ReportView
from .screens.review import REVIEW, ReviewView
from .screens.telling import TellView
from .viewsets import IncidentMessageViewSet

register_snippet(IncidentMessageViewSet)


class IncidentsItem(MenuItem):
    """The list, for those who may read it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person may read incidents."""
        return bool(POLICY.user_has_permission(request.user, "view"))


def menu_item() -> MenuItem:
    """Before what is announced."""
    return IncidentsItem("Incidents", reverse_lazy(INDEX), name="incidents", icon_name="warning", order=0)


def addresses() -> list[URLPattern]:
    """The screens."""
    number = "incidents/<str:number>/"
    return [
        path("incidents/", ListView.as_view(), name=INDEX),
        path("incidents/new/", ReportView.as_view(), name="incidents_report"),
        path(number, PageView.as_view(), name=PAGE),
        path(f"{number}tell/<slug:purpose>/", TellView.as_view(), name="incidents_tell"),
        path(f"{number}contain/", ContainView.as_view(), name=CONTAIN),
        path(f"{number}review/", ReviewView.as_view(), name=REVIEW),
    ]


def section(_request: HttpRequest) -> Any:
    """What is open, on the operator's home."""
    return OpenIncidents()


def style_sheet() -> str:
    """A link to our style sheet."""
    return format_html('<link rel="stylesheet" href="{}">', static("incidents/incidents.css"))


hooks.register("register_operations_menu_item", menu_item)
hooks.register("register_admin_urls", addresses)
hooks.register("operations_board_section", section)
hooks.register("insert_global_admin_css", style_sheet)
