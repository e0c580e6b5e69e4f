"""Table columns that Wagtail has no equal of."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Model
from wagtail.admin.ui.tables import Column

from .badges import Badge
from .links import page_of


class BadgeColumn(Column):
    """A state as a badge: word, colour and icon."""

    cell_template_name = "facts/badge_cell.html"

    def __init__(self, name: str, badge: Callable[[Any], Badge], **options: Any) -> None:
        super().__init__(name, accessor=badge, **options)


class FactLinkColumn(Column):
    """Another fact, linked to its page when the reader may see it.

    `target` gives its model and primary key, or None; `accessor` gives what is written.
    """

    cell_template_name = "facts/link_cell.html"

    def __init__(self, name: str, target: Callable[[Any], tuple[type[Model], Any] | None], **options: Any) -> None:
        self.target = target
        super().__init__(name, **options)

    def get_cell_context_data(self, instance: Any, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """The cell's value with the address behind it."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        target = self.target(instance)
        user = parent_context["request"].user
        context["url"] = page_of(*target, user=user) if target else ""
        return context


class CodeColumn(Column):
    """An identifier in a fixed-width face: ISIN, fund ID, file name, JSON pointer."""

    cell_template_name = "facts/code_cell.html"


class LongTextColumn(Column):
    """A sentence that may wrap."""

    cell_template_name = "facts/text_cell.html"


class DayColumn(Column):
    """A date."""

    cell_template_name = "facts/day_cell.html"


class MomentColumn(Column):
    """A date with its time, in the time zone of the installation."""

    cell_template_name = "facts/moment_cell.html"
