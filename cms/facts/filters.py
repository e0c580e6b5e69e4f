"""Building blocks of the filters beside the lists."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import Model
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from .outsiders import is_outsider, visible

Choices = Callable[[], list[tuple[str, str]]]


@dataclass(frozen=True)
class ValuesOf:
    """The values that a column holds, as choices; read when the form is shown."""

    model: type[Model]
    field: str

    def __call__(self, user: Any = None) -> list[tuple[str, str]]:
        """The values of the rows that `user` may see."""
        rows = visible(self.model._default_manager.all(), user=user)
        found = rows.order_by(self.field).values_list(self.field, flat=True).distinct()
        return [(value, value) for value in found if value]


class FactFilters(WagtailFilterSet):
    """Filters of a list of facts; to an outsider they offer nothing that is another's."""

    internal: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = self.request.user if self.request else None
        for name in self.internal if is_outsider(user) else ():
            del self.filters[name]
        for entry in self.filters.values():
            if isinstance(choices := entry.extra.get("choices"), ValuesOf):
                entry.extra["choices"] = partial(choices, user)


def any_of(label: str, choices: Choices | Iterable[tuple[str, str]], **options: Any) -> django_filters.Filter:
    """A filter of boxes to tick: rows with one of the ticked values, each once as long as a row has one value."""
    return django_filters.MultipleChoiceFilter(
        label=label, choices=choices, widget=forms.CheckboxSelectMultiple, distinct=False, **options
    )


def one_of(label: str, choices: Choices, **options: Any) -> django_filters.Filter:
    """A filter with a drop-down, for columns with many values."""
    return django_filters.ChoiceFilter(label=label, choices=choices, empty_label="All", **options)


def between(label: str, **options: Any) -> django_filters.Filter:
    """A filter for a date from and to."""
    return django_filters.DateFromToRangeFilter(label=label, widget=DateRangePickerWidget, **options)
