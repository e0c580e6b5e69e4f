"""Screens of what operators announce."""

from cms.moderation.snippets import ModeratedViewSet

from .models import MaintenanceWindow


class MaintenanceWindowViewSet(ModeratedViewSet):
    """Announced maintenance, the next one first."""

    model = MaintenanceWindow
    icon = "time"
    menu_label = "Maintenance"
    add_to_admin_menu = True
    list_display = ["title", "scope", "starts_at", "ends_at", "status_string"]
    list_filter = ["scope"]
    ordering = ["-starts_at"]
