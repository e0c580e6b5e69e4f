"""The two views that a fact has: its list and its page."""

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

from django.contrib.admin.utils import unquote
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import BaseColumn, BulkActionsCheckboxColumn
from wagtail.admin.views.mixins import list_to_str
from wagtail.snippets.views.snippets import IndexView, InspectView

from .exports import JsonExport
from .outsiders import is_outsider, visible

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
MAX_HEADING = 90


def as_text(content: str) -> str:
    """A value that a spreadsheet shows as it is: a provider's "=HYPERLINK(…)" must not run when a CSV is opened."""
    return f"'{content}" if content.startswith(FORMULA_STARTS) else content


class FactListView(JsonExport, IndexView):
    """A list to search, filter, sort and export; without boxes to tick, because nothing can be done to rows."""

    search_condition: Callable[[str], Q] | None = None
    internal_columns: frozenset[str] = frozenset()
    list_export: Sequence[str] = ()
    custom_value_preprocess = {
        **IndexView.custom_value_preprocess,
        list: {"csv": lambda values: as_text(list_to_str(values)), "xlsx": list_to_str},
        str: {"csv": as_text},
    }

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Outsiders take away what concerns them."""
        super().setup(request, *args, **kwargs)
        if is_outsider(request.user):
            self.list_export = [name for name in self.list_export if name not in self.internal_columns]

    @cached_property
    def is_searchable(self) -> bool:
        """Whether the list has a search box."""
        return self.search_condition is not None

    @cached_property
    def columns(self) -> list[BaseColumn]:
        """The declared columns only."""
        return [column for column in super().columns if not isinstance(column, BulkActionsCheckboxColumn)]

    def get_list_buttons(self, _instance: Any) -> list[Any]:
        """No menu behind a row: its title is the link to its page."""
        return []

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        """One row of the export; where a relation is empty, so is the cell."""
        return {path: reduce(_of, path.split("."), item) for path in self.list_export}

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Rows that match what was typed, in the order of the list."""
        if not self.is_searching or self.search_condition is None:
            return queryset
        return queryset.filter(self.search_condition(self.search_query))


def _of(instance: Any, name: str) -> Any:
    return getattr(instance, name, None)


class FactPageView(InspectView):
    """The page of one fact, named after it."""

    def rows(self) -> QuerySet[Any]:
        """Where the fact is read from; pages add what they show beside it."""
        return self.model._default_manager.all()

    def get_object(self) -> Any:
        """The fact, or the answer that there is none."""
        return get_object_or_404(visible(self.rows(), user=self.request.user), pk=unquote(str(self.pk)))

    def get_page_title(self) -> str:
        """What the page is about."""
        title = str(self.object)
        return title if len(title) <= MAX_HEADING else f"{title[: MAX_HEADING - 1]}…"

    def get_page_subtitle(self) -> str:
        """Nothing: the title says it."""
        return ""

    def get_fields_context(self) -> list[dict[str, Any]]:
        """Nothing: each page has a template of its own."""
        return []
