"""Filters beside the report "Coverage": fund house, type, language, and whether something is overdue."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from wagtail.admin.filters import WagtailFilterSet

from cms.facts.filters import ValuesOf, any_of, one_of
from fundfeed.models import ListedFund
from fundfeed.records.coverage import LANGUAGES
from fundfeed.selectors.coverage import expected_types
from fundfeed.selectors.document_types import type_names

from .coverage_cells import LANGUAGE_NAMES

OVERDUE = [("true", "Something is overdue or missing"), ("false", "Nothing is")]


def _types() -> list[tuple[str, str]]:
    names = type_names()
    return [(one.document_type, names[one.document_type]) for one in expected_types()]


class CoverageFilters(WagtailFilterSet):
    """Which funds, and which of their expected documents; the report asks with all of these at once."""

    fund_group = one_of("Fund house", ValuesOf(ListedFund, "fund_group"), method="as_asked")
    document_type = any_of("Type", _types, method="as_asked")
    language = any_of("Language", [(tag, LANGUAGE_NAMES.get(tag, tag)) for tag in LANGUAGES], method="as_asked")
    overdue = django_filters.ChoiceFilter(label="State", choices=OVERDUE, empty_label="All", method="as_asked")

    def as_asked(self, rows: QuerySet[Any], _name: str, _value: Any) -> QuerySet[Any]:
        """Every fund; the selector chooses among them."""
        return rows

    class Meta:
        model = ListedFund
        fields: list[str] = []
