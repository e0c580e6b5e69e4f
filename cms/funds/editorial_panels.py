"""On the edit screen: what the provider says now, and each correction beside it."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import cached_property
from wagtail.admin.panels import Panel

from fundfeed.models import Fund

from .editing import conflicts
from .said_now import said_now


class SaidNowPanel(Panel):
    """What the provider says of the fund that the form names; nothing until it names one."""

    class BoundPanel(Panel.BoundPanel):
        """The panel on one editorial."""

        template_name = "funds/said_now.html"

        def is_shown(self) -> bool:
            """Only with a fund."""
            return self._fund is not None

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            """The fund, and its fields with their values."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | ({"fund": self._fund, "parts": list(said_now(self._fund))} if self._fund else {})

        @cached_property
        def _fund(self) -> Fund | None:
            named = self.form["fund"].value() if self.form else self.instance.fund_id
            return Fund.objects.filter(pk=named).first() if named else None


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
