"""Upkeep on a screen: clean-up jobs, the slowest queries, tables and indexes."""

from typing import Any, Final

from django.utils import timezone

from ..screen import OperatorsScreen
from . import readings
from .jobs import jobs
from .statements import slowest

INDEX: Final = "operations_upkeep"
MOST: Final = 25


class UpkeepView(OperatorsScreen):
    """What the database says of itself, and what was cleared away."""

    template_name = "operations/upkeep.html"
    page_title = "Upkeep"
    header_icon = "cog"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything at this moment."""
        at = timezone.now()
        tables = readings.tables()
        return super().get_context_data(
            database=readings.database(),
            slowest=slowest(),
            tables=tables[:MOST],
            tables_in_all=len(tables),
            advised=[table for table in tables if table.advice],
            indexes=readings.indexes(),
            jobs=[(job, job.is_late(at)) for job in jobs()],
            **kwargs,
        )
