"""Filters beside the report: days, type, and the fund that a document concerns."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from wagtail.admin.filters import WagtailFilterSet

from cms.facts.document_types import every_type
from cms.facts.filters import any_of, between
from fundfeed.models import DocumentPublication
from fundfeed.selectors.published_documents import of_fund


class DownloadFilters(WagtailFilterSet):
    """Which documents, and of which days their downloads are counted."""

    day = between("Days", method="on_days")
    document_type = any_of("Type", every_type)
    fund_id = django_filters.CharFilter(label="Fund ID", method="concerning_fund")

    def on_days(self, rows: QuerySet[Any], _name: str, _days: slice) -> QuerySet[Any]:
        """Every document; the report counts what was downloaded on these days."""
        return rows

    def concerning_fund(self, rows: QuerySet[Any], _name: str, fund_id: str) -> QuerySet[Any]:
        """Documents of the fund, its umbrella and its company."""
        return of_fund(rows, fund_id.strip())

    class Meta:
        model = DocumentPublication
        fields: list[str] = []
