"""Operations in the admin: dashboard, checklists, announcements, thresholds."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from . import board_view, capacity_view
from .board_view import BoardView, HeadlinePanel
from .capacity_view import CapacityView
from .checklists import views as checklists
from .mails import view as mails
from .mails.view import MailsView
from .maintenance import views as maintenance
from .service import figures_view, troubles_view
from .service.figures_view import FiguresView
from .service.troubles_view import TroublesView
from .upkeep import view as upkeep
from .upkeep.view import UpkeepView
from .viewsets import OperationsGroup

register_snippet(OperationsGroup)


def addresses() -> list[URLPattern]:
    """The dashboard, the checklists, maintenance and the reports."""
    return [
        path("operations/", BoardView.as_view(), name=board_view.INDEX),
        path("operations/figures/", FiguresView.as_view(), name=figures_view.INDEX),
        path("operations/troubles/", TroublesView.as_view(), name=troubles_view.INDEX),
        path("operations/capacity/", CapacityView.as_view(), name=capacity_view.INDEX),
        path("operations/upkeep/", UpkeepView.as_view(), name=upkeep.INDEX),
        path("operations/mails/", MailsView.as_view(), name=mails.INDEX),
        path("operations/checklists/", checklists.ChecklistsView.as_view(), name=checklists.INDEX),
        path("operations/maintenance/", maintenance.MaintenanceView.as_view(), name=maintenance.INDEX),
    ]


def show_headline(_request: HttpRequest, panels: list[Any]) -> None:
    """Put how it stands onto the first page."""
    panels.append(HeadlinePanel())


def style_sheet() -> str:
    """A link to our style sheet."""
    return format_html('<link rel="stylesheet" href="{}">', static("operations/operations.css"))


hooks.register("register_admin_urls", addresses)
hooks.register("construct_homepage_panels", show_headline)
hooks.register("insert_global_admin_css", style_sheet)
