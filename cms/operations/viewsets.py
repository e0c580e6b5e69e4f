"""Screens of what operators announce."""

from cms.moderation.snippets import ModeratedViewSet

from .models import MaintenanceWindow, StatusNotice


class MaintenanceWindowViewSet(ModeratedViewSet):
    """Announced maintenance, the next one first."""

    model = MaintenanceWindow
    icon = "time"
    menu_label = "Maintenance"
    add_to_admin_menu = True
    list_display = ["title", "scope", "starts_at", "ends_at", "status_string"]
    list_filter = ["scope"]
    ordering = ["-starts_at"]


class StatusNoticeViewSet(ModeratedViewSet):
    """Troubles that the public reads of, the latest first."""

    model = StatusNotice
    icon = "warning"
    menu_label = "Status notices"
    add_to_admin_menu = True
    list_display = ["title_en", "affected", "impact", "began_at", "resolved_at", "status_string"]
    list_filter = ["affected", "impact"]
    ordering = ["-began_at", "-pk"]
