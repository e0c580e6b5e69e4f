"""Pages by key: the rows beyond a row, as conditions that an index can serve."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q


def ordered(columns: Sequence[str], runs_down: bool) -> list[str]:
    """The columns as `order_by` takes them."""
    return [f"-{column}" if runs_down else column for column in columns]


def beyond(columns: Sequence[str], keys: Sequence[Any], runs_down: bool) -> Q:
    """(a, b) > (x, y) as conditions that an index on (a, b) can serve."""
    compare = "lt" if runs_down else "gt"
    condition = Q()
    for column, key in reversed(list(zip(columns, keys, strict=True))):
        further = Q(**{f"{column}__{compare}": key})
        condition = further | (Q(**{column: key}) & condition) if condition else further
    return condition & Q(**{f"{columns[0]}__{compare}e": keys[0]})
