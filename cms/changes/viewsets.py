"""Screens of what two people decide about changes, in the menu of operations."""

from cms.moderation.snippets import ModeratedViewSet

from .models import ChangeRequest, StandardChange


class ChangeRequestViewSet(ModeratedViewSet):
    """What is asked for, the latest first."""

    model = ChangeRequest
    icon = "edit"
    menu_label = "Change requests"
    menu_hook = "register_operations_menu_item"
    menu_order = 61
    list_display = ["title", "category", "risk", "priority", "starts_at", "status_string"]
    list_filter = ["category", "risk", "priority"]
    ordering = ["-pk"]


class StandardChangeViewSet(ModeratedViewSet):
    """The catalogue."""

    model = StandardChange
    icon = "list-ul"
    menu_label = "Standard changes"
    menu_hook = "register_operations_menu_item"
    menu_order = 62
    list_display = ["title", "risk", "priority", "status_string"]
    list_filter = ["risk"]
    ordering = ["title"]
