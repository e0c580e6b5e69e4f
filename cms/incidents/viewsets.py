"""Texts about incidents in the menu of operations."""

from cms.moderation.snippets import ModeratedViewSet

from .models import IncidentMessage


class IncidentMessageViewSet(ModeratedViewSet):
    """Texts in place of those that came with the product."""

    model = IncidentMessage
    icon = "mail"
    menu_label = "Texts about incidents"
    menu_hook = "register_operations_menu_item"
    menu_order = 82
    list_display = ["__str__", "subject", "status_string"]
    ordering = ["purpose"]
