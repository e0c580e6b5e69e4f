"""Building blocks of the filters beside the lists."""

from collections.abc import Callable, Iterable
from typing import Any

import django_filters
from django import forms
from django.db.models import Model
from wagtail.admin.filters import DateRangePickerWidget

Choices = Callable[[], list[tuple[str, str]]]


def values_of(model: type[Model], field: str) -> Choices:
    """The values that a column holds, as choices; read when the form is shown."""

    def read() -> list[tuple[str, str]]:
        found = model._default_manager.order_by(field).values_list(field, flat=True).distinct()
        return [(value, value) for value in found if value]

    return read


def any_of(label: str, choices: Choices | Iterable[tuple[str, str]], **options: Any) -> django_filters.Filter:
    """A filter of boxes to tick: rows with one of the ticked values."""
    return django_filters.MultipleChoiceFilter(
        label=label, choices=choices, widget=forms.CheckboxSelectMultiple, **options
    )


def one_of(label: str, choices: Choices, **options: Any) -> django_filters.Filter:
    """A filter with a drop-down, for columns with many values."""
    return django_filters.ChoiceFilter(label=label, choices=choices, empty_label="All", **options)


def between(label: str, **options: Any) -> django_filters.Filter:
    """A filter for a date from and to."""
    return django_filters.DateFromToRangeFilter(label=label, widget=DateRangePickerWidget, **options)
