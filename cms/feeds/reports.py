"""The whole report of what a run changed: a page to turn over, and files to take away."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from cms.facts.views import FactPageView
from fundfeed.differences.as_csv import csv_lines
from fundfeed.differences.as_json import run_as_json
from fundfeed.differences.words import HEADINGS
from fundfeed.models import FeedRun
from fundfeed.records.differences import Kind
from fundfeed.selectors.run_changes import counts_of, differences_of

from . import changes, story


class ChangesPage(FactPageView):
    """Everything that the run changed or would change, page by page."""

    def rows(self) -> QuerySet[Any]:
        """The run with its provider and delivery."""
        return FeedRun.objects.select_related("provider", "delivery__provider")

    def get_page_title(self) -> str:
        """The run by its number, and what is told of it."""
        return f"{story.title(self.object)}: {changes.heading(self.object).lower()}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of the rows, of one kind or of all."""
        run, wanted = self.object, self.request.GET.get("kind", "")
        kind = Kind(wanted) if wanted in set(Kind) else None
        rows = run.changes.filter(kind=kind) if kind else run.changes.all()
        counts = counts_of(run)
        paginator = Paginator(rows.order_by("number"), changes.MAX_ROWS)
        paginator.count = counts.get(kind, 0) if kind else sum(counts.values())
        page = paginator.get_page(self.request.GET.get("p"))
        return super().get_context_data(
            kind=HEADINGS[kind] if kind else "",
            kinds=changes.kinds(run, counts),
            page=page,
            page_range=paginator.get_elided_page_range(page.number),
            rows=changes.told(page.object_list, user=self.request.user),
            json_url=changes.address(run, "changes_json"),
            csv_url=changes.address(run, "changes_csv"),
            url=changes.address(run),
            **kwargs,
        )


class ChangesJson(ChangesPage):
    """The whole report of a run for programs."""

    def get(self, _request: HttpRequest, **_: Any) -> HttpResponseBase:
        """The report as a file."""
        run = self.object
        content = run_as_json(_ending(run), differences_of(run))
        return _file(HttpResponse(content, content_type="application/json"), run, "json")


class ChangesCsv(ChangesPage):
    """The whole report of a run for a spreadsheet."""

    def get(self, _request: HttpRequest, **_: Any) -> HttpResponseBase:
        """The report as a file; the mark at its beginning tells spreadsheets that it is UTF-8."""
        lines = ("\ufeff" + line if number == 0 else line for number, line in enumerate(self._lines()))
        return _file(StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8"), self.object, "csv")

    def _lines(self) -> Iterable[str]:
        return csv_lines(differences_of(self.object))


def _ending(run: FeedRun) -> dict[str, Any]:
    return {
        "run": run.pk,
        "provider": run.provider.code,
        "delivery": str(run.delivery) if run.delivery else None,
        "outcome": run.outcome or None,
        "reason": run.reason or None,
        "summary": run.summary,
        "counts": run.counts,
        "verdict": run.verdict,
    }


def _file(answer: HttpResponseBase, run: FeedRun, ending: str) -> HttpResponseBase:
    answer["Content-Disposition"] = f'attachment; filename="run-{run.pk}-changes.{ending}"'
    return answer
