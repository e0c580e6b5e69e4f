"""What the provider stated last, and well, about some funds."""

from collections.abc import Collection, Mapping
from typing import Any

from ..models import Fund


def records_and_figures(fund_ids: Collection[str]) -> Mapping[str, tuple[dict[str, Any], dict[str, Any]]]:
    """Record and figures of each of the funds that is known."""
    rows = Fund.objects.filter(pk__in=fund_ids).values_list("fund_id", "record", "figures") if fund_ids else ()
    return {fund_id: (record, figures) for fund_id, record, figures in rows}
