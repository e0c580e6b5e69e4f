"""The screen of the times that two people approve, in the menu of operations."""

from cms.moderation.snippets import ModeratedViewSet

from .models import CaseTimes


class CaseTimesViewSet(ModeratedViewSet):
    """Times in place of those that came with the product."""

    model = CaseTimes
    icon = "time"
    menu_label = "Times of cases"
    menu_hook = "register_operations_menu_item"
    menu_order = 80
    list_display = ["__str__", "response_hours", "update_hours", "resolution_hours", "status_string"]
    ordering = ["rule"]
