"""The capacity report on a screen."""

from typing import Any, Final

from django.utils import timezone

from .board import BADGES
from .capacity import HEIGHT, WIDTH, report
from .screen import OperatorsScreen

INDEX: Final = "operations_capacity"


class CapacityView(OperatorsScreen):
    """What grows, and when it meets its limit."""

    template_name = "operations/capacity.html"
    page_title = "Capacity"
    header_icon = "sliders"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The report of today."""
        rows = report(today=timezone.localdate())
        return super().get_context_data(rows=rows, badges=BADGES, width=WIDTH, height=HEIGHT, **kwargs)
