"""The report "Coverage": each fund in a line, each expected type in a column, and how many funds have it."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.admin.views.reports import ReportView

from cms.facts.columns import CodeColumn, FactLinkColumn
from cms.facts.policy import ReadOnlyPolicy
from cms.facts.views import as_text
from fundfeed.models import Fund, FundDocument, ListedFund
from fundfeed.selectors import coverage
from fundfeed.selectors.coverage import CoverageQuery, Kind
from fundfeed.selectors.document_types import type_names

from .coverage_cells import LANGUAGE_NAMES, WORDS, badge, cell
from .coverage_filters import CoverageFilters

INDEX = "coverage_report"
POLICY = ReadOnlyPolicy(FundDocument)
ABOUT_THE_FUND = {"fund_id": "Fund ID", "name": "Fund", "fund_group": "Fund house"}


class BadgesColumn(Column):
    """Several badges, one below the other."""

    cell_template_name = "funds/coverage_cell.html"


class CoverageView(ReportView):
    """Every listed fund with the documents that it is expected to have."""

    model = ListedFund
    page_title = "Coverage"
    header_icon = "tasks"
    permission_policy = POLICY
    permission_required = "view"
    index_url_name = INDEX
    index_results_url_name = f"{INDEX}_results"
    template_name = "funds/coverage.html"
    filterset_class = CoverageFilters
    is_searchable = False
    no_results_message = "No fund is like that."
    custom_value_preprocess = {**ReportView.custom_value_preprocess, str: {"csv": as_text}}

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The funds that are asked for, with their names."""
        super().filter_queryset(queryset)
        rows = coverage.matching(self.query).select_related("fund")
        return rows.only("fund__name", "fund_group", "authorisation_date", "document_days")

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """By name."""
        return queryset.order_by("sort_name", "pk")

    def get_filtered_queryset(self) -> QuerySet[Any]:
        """The funds that are asked for, in their order."""
        return self.get_queryset().order_by("sort_name", "pk")

    @cached_property
    def query(self) -> CoverageQuery:
        """What the filters ask for, today; the form must have been read."""
        asked = self.filters.form.cleaned_data if self.filters else {}
        house, overdue = asked.get("fund_group"), asked.get("overdue")
        types, languages = asked.get("document_type") or (), asked.get("language") or ()
        return CoverageQuery(
            today=timezone.localdate(),
            kinds=coverage.kinds_among(coverage.expected_types(), types=types, languages=languages),
            fund_groups=(house,) if house else (),
            is_overdue=overdue == "true" if overdue else None,
        )

    @cached_property
    def names(self) -> dict[str, str]:
        """What each type is called, by code."""
        return type_names()

    @cached_property
    def columns(self) -> list[BaseColumn]:
        """The fund, and a column for each type, in which the languages stand below each other."""
        return [
            FactLinkColumn("name", label="Fund", accessor="fund.name", target=lambda row: (Fund, row.pk)),
            CodeColumn("fund_id", label="Fund ID"),
            Column("fund_group", label="Fund house", classname="secondary"),
            *map(self._column, dict.fromkeys(expected.document_type for expected, _ in self.query.kinds)),
        ]

    @cached_property
    def list_export(self) -> list[str]:
        """Day and state of each document beside the fund."""
        return [*ABOUT_THE_FUND, *(f"{_key(kind)} {part}" for kind in self.query.kinds for part in ("day", "state"))]

    @cached_property
    def export_headings(self) -> dict[str, str]:
        """What the exported columns are called."""
        each = {
            f"{_key(kind)} {part}": f"{self.names[kind[0].document_type]}, {LANGUAGE_NAMES[kind[1]]}{more}"
            for kind in self.query.kinds
            for part, more in (("day", ""), ("state", ": state"))
        }
        return ABOUT_THE_FUND | each

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        """One row of the export."""
        row: dict[str, Any] = {"fund_id": item.pk, "name": item.fund.name, "fund_group": item.fund_group}
        for kind in self.query.kinds:
            found = cell(item, kind, self.query.today)
            row |= {f"{_key(kind)} day": found.day or "", f"{_key(kind)} state": WORDS[found.state]}
        return row

    def get_filename(self) -> str:
        """A name with the day."""
        return f"coverage-{timezone.localdate():%Y-%m-%d}"

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The list, and above it how many funds have which document."""
        counts = () if self.is_export else coverage.totals(self.query)
        totals = [(self.names[row.document_type], LANGUAGE_NAMES[row.language], row) for row in counts]
        return super().get_context_data(*args, totals=totals, **kwargs)

    def _column(self, code: str) -> BaseColumn:
        kinds = [kind for kind in self.query.kinds if kind[0].document_type == code]
        return BadgesColumn(
            code,
            label=self.names[code],
            accessor=lambda row: [badge(kind, cell(row, kind, self.query.today)) for kind in kinds],
        )


def _key(kind: Kind) -> str:
    return f"{kind[0].document_type} {kind[1]}"
