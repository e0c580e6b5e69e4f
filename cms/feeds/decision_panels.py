"""What became of an approved decision, on its own screen."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.panels import Panel

from cms.facts.badges import Badge

TONES = {"waiting": Badge("Approved, waits for a worker", "notice"), "done": Badge("Carried out", "good")}
REFUSED = Badge("Could not be carried out", "caution")


def state(value: str) -> Badge:
    """What became of a decision, as a badge."""
    return TONES.get(value, REFUSED) if value else Badge("Not approved")


class ResultPanel(Panel):
    """The result in words and with the run that did it; nothing before the approval."""

    class BoundPanel(Panel.BoundPanel):
        """The panel on one decision."""

        template_name = "feeds/decision_result.html"

        def is_shown(self) -> bool:
            """Only when there is something to tell."""
            return bool(self.instance.state)

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            """State, sentence and run."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {"decision": self.instance, "badge": state(self.instance.state), "request": self.request}
