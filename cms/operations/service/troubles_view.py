"""The same trouble over time, on a screen."""

from typing import Any, Final

from django.utils import timezone

from ..board import BADGES
from ..checks.known import registered
from ..screen import OperatorsScreen
from ..states import State
from ..wording import age
from .troubles import report

INDEX: Final = "operations_troubles"


class TroublesView(OperatorsScreen):
    """What was wrong again and again, by month."""

    template_name = "operations/troubles.html"
    page_title = "Troubles"
    header_icon = "warning"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The report, and the last troubles one by one."""
        at = timezone.now()
        found = report(at=at)
        titles = {check.name: check.title for check in registered()}
        last = [
            (one, titles.get(one.name, one.name), BADGES[State(one.state)], age((one.ended_at or at) - one.began_at))
            for one in found.last
        ]
        return super().get_context_data(report=found, last=last, **kwargs)
