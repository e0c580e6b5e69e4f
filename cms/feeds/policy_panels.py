"""What was measured so far, on the screen where limits are proposed."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.panels import Panel

from . import history, words


class MeasuresPanel(Panel):
    """The charts of the provider's last runs beside the limits of then."""

    class BoundPanel(Panel.BoundPanel):
        """The panel on one policy."""

        template_name = "feeds/measures_panel.html"

        def is_shown(self) -> bool:
            """Only when it is known whose policy it is."""
            return bool(self._provider())

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            """The charts of the last runs."""
            measured = history.measured_runs(self._provider())
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {
                "charts": history.charts(measured),
                "drawing": (history.WIDTH, history.HEIGHT),
                "history": history.lines(measured),
                "measures": words.MEASURES.values(),
                "request": self.request,
            }

        def _provider(self) -> Any:
            return self.instance.provider or self.form.initial.get("provider_row")
