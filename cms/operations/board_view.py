"""The operations dashboard: a screen of its own, and its headline on everybody's first page who may read it."""

from collections.abc import Mapping
from typing import Any, Final

from django.urls import reverse
from wagtail import hooks
from wagtail.admin.ui.components import Component

from .board import board_for
from .screen import POLICY, OperatorsScreen

INDEX: Final = "operations_board"


class BoardView(OperatorsScreen):
    """Everything that was looked at, worst first."""

    template_name = "operations/board.html"
    page_title = "Operations"
    header_icon = "desktop"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The board of the reader, with the sections of other applications."""
        sections = [make(self.request) for make in hooks.get_hooks("operations_board_section")]
        return super().get_context_data(board=board_for(self.request.user), own_sections=sections, **kwargs)


class HeadlinePanel(Component):
    """How it stands in one line, and the way to the board."""

    name = "operations"
    order = 5
    template_name = "operations/headline_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        """Nothing for those who may not read the board."""
        user = parent_context["request"].user
        if not POLICY.user_has_permission(user, "view"):
            return {"board": None}
        return {"board": board_for(user), "board_url": reverse(INDEX)}
