"""Screens of what operators announce and set, below dashboard and checklists in the menu."""

from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse_lazy
from wagtail.admin.menu import MenuItem
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from cms.moderation.snippets import ModeratedViewSet

from . import board_view, capacity_view
from .checklists import views as checklists
from .mails import view as mails
from .maintenance import views as maintenance
from .models import MaintenanceWindow, StatusNotice, Threshold
from .screen import POLICY
from .service import figures_view, troubles_view
from .upkeep import view as upkeep

REPORTS: Final = (
    ("Key figures", figures_view, "order"),
    ("Troubles", troubles_view, "warning"),
    ("Capacity", capacity_view, "sliders"),
    ("Upkeep", upkeep, "cog"),
    ("Mails", mails, "mail"),
)


class MaintenanceWindowViewSet(ModeratedViewSet):
    """Announced maintenance, the next one first."""

    model = MaintenanceWindow
    icon = "time"
    menu_label = "Maintenance"
    inspect_view_enabled = True
    list_display = ["title", "scope", "kind", "starts_at", "ends_at", "recurrence", "status_string"]
    list_filter = ["scope", "kind", "recurrence"]
    ordering = ["-starts_at"]


class StatusNoticeViewSet(ModeratedViewSet):
    """Troubles that the public reads of, the latest first."""

    model = StatusNotice
    icon = "warning"
    menu_label = "Status notices"
    list_display = ["title_en", "affected", "impact", "began_at", "resolved_at", "status_string"]
    list_filter = ["affected", "impact"]
    ordering = ["-began_at", "-pk"]


class ThresholdViewSet(ModeratedViewSet):
    """Limits in place of those that came with the product."""

    model = Threshold
    icon = "sliders"
    menu_label = "Thresholds"
    list_display = ["__str__", "target", "warning", "critical", "status_string"]
    ordering = ["measure"]


class ScreenItem(MenuItem):
    """A screen in the menu of those who may read it."""

    def __init__(self, label: str, screen: Any, **options: Any) -> None:
        self._policy = getattr(screen, "POLICY", POLICY)
        super().__init__(label, reverse_lazy(screen.INDEX), **options)

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person may read it."""
        return bool(self._policy.user_has_permission(request.user, "view"))


class OperationsGroup(SnippetViewSetGroup):
    """Everything of operations in one place of the menu."""

    items = (MaintenanceWindowViewSet, StatusNoticeViewSet, ThresholdViewSet)
    menu_label = "Operations"
    menu_name = "operations"
    menu_icon = "desktop"
    menu_order = 25
    submenu_hook = "register_operations_menu_item"  # where other applications add theirs

    def get_submenu_items(self) -> list[Any]:
        """The screens first: dashboard, checklists, what is maintained now. The reports last."""
        first = [
            ScreenItem("Dashboard", board_view, name="operations-board", icon_name="desktop", order=-3),
            ScreenItem("Checklists", checklists, name="operations-checklists", icon_name="tasks", order=-2),
            ScreenItem("Maintenance now", maintenance, name="operations-maintenance", icon_name="time", order=-1),
        ]
        reports = [
            ScreenItem(title, screen, name=screen.INDEX.replace("_", "-"), icon_name=icon, order=100 + number)
            for number, (title, screen, icon) in enumerate(REPORTS)
        ]
        return [*first, *super().get_submenu_items(), *reports]
