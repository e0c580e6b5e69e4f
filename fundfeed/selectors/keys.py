"""Pages by key: the rows beyond a row, as conditions that an index can serve; their ends, and how many there are."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from msgspec import Struct

from ..records.public import Total

COUNT_CAP = 1000
Row = tuple[Any, ...]


class Cut(Struct, frozen=True):
    """The contents of one page, and the sort keys of the rows at its ends where more lie beyond them."""

    contents: tuple[Any, ...]
    before: Row | None
    after: Row | None


def cut(found: Sequence[Row], *, size: int, is_backward: bool, is_first: bool) -> Cut:
    """The page of these rows: content and sort keys of each, one more than the page holds if there are more.

    Going backward they come from the page's end; `is_first`: nobody asked for rows beyond others.
    """
    has_more = len(found) > size
    shown = found[:size][::-1] if is_backward else found[:size]
    more_before, more_after = (has_more, not is_first) if is_backward else (not is_first, has_more)
    return Cut(
        contents=tuple(row[0] for row in shown),
        before=tuple(shown[0][1:]) if shown and more_before else None,
        after=tuple(shown[-1][1:]) if shown and more_after else None,
    )


def capped(rows: "QuerySet[Any]") -> Total:
    """How many rows there are, counted up to 1,000."""
    return told(rows.order_by()[: COUNT_CAP + 1].count())


def told(count: int) -> Total:
    """What is said of a count that ended one beyond 1,000."""
    return Total(value=min(count, COUNT_CAP), relation="gte" if count > COUNT_CAP else "eq")


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
