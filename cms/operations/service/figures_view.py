"""The key figures on a screen, by day, week or month, and as a file."""

import csv
from io import StringIO
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from ..board import BADGES
from ..screen import OperatorsScreen
from ..served.periods import KINDS
from .figures import Report, report

INDEX: Final = "operations_figures"
HEADINGS: Final = (
    *("from", "until", "group", "figure", "title", "unit", "value", "state"),
    *("aim", "look at it from", "wrong from", "note"),
)


class FiguresView(OperatorsScreen):
    """What was measured in each of the last days, weeks or months, beside its limits."""

    template_name = "operations/figures.html"
    page_title = "Key figures"
    header_icon = "order"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, or the same as a file."""
        if request.GET.get("format") == "csv":
            return _file(self._report())
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The report, and the ways to the other ones."""
        return super().get_context_data(
            report=self._report(),
            kinds=[(kind, title) for kind, (title, _) in KINDS.items()],
            badges=BADGES,
            **kwargs,
        )

    def _report(self) -> Report:
        asked = self.request.GET.get("by", "")
        return report(asked if asked in KINDS else "day", at=timezone.now())


def _file(found: Report) -> HttpResponse:
    written = StringIO()
    rows = csv.writer(written)
    rows.writerow(HEADINGS)
    rows.writerows(_rows(found))
    name = f"key-figures-{found.kind}-{timezone.localdate():%Y-%m-%d}.csv"
    answer = HttpResponse(written.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _rows(found: Report) -> list[list[object]]:
    return [
        [
            *(period.first, period.after, group, figure.name, figure.title, figure.unit),
            *("" if value.number is None else round(value.number, 6), value.state.value if value.state else ""),
            *((figure.limit.target, figure.limit.warning, figure.limit.critical) if figure.limit else ("", "", "")),
            value.note,
        ]
        for group, figures in found.groups
        for figure in figures
        for period, value in zip(found.periods, figure.values, strict=True)
    ]
