"""The conflict report on the edit screen: each correction beside what the provider says now."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.panels import Panel

from .editing import conflicts


class ConflictPanel(Panel):
    """A small table; nothing while there is no correction."""

    class BoundPanel(Panel.BoundPanel):
        """The panel on one editorial."""

        template_name = "funds/conflicts.html"

        def is_shown(self) -> bool:
            """Only when something is corrected."""
            return bool(self.instance.fund_id and self.instance.corrections)

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            """Each correction with the provider's value then and now."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {"conflicts": conflicts(self.instance)}
