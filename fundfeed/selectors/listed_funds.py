"""Lists of funds by page, and how many there are."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from ..records.public import Total
from . import relevance
from .fund_query import FundQuery, matching
from .keys import beyond, ordered

COUNT_CAP = 1000
COLUMNS: Mapping[str, str] = {
    "relevance": "sort_name",  # nothing was typed
    "name": "sort_name",
    "nameZhHant": "sort_name_zh",
    "authorisationDate": "authorisation_date",
    "publishedAt": "changed_at",
}


class Page(Struct, frozen=True):
    """One page: stored summaries, and the sort keys of the rows at its ends where more lie beyond them."""

    summaries: tuple[bytes, ...]
    before: tuple[Any, ...] | None
    after: tuple[Any, ...] | None


def page(query: FundQuery, *, size: int, keys: Sequence[Any] | None = None, is_backward: bool = False) -> Page:
    """The `size` rows after the row with these sort `keys`, or before it."""
    is_ranked = query.order == "relevance" and query.text
    rows = relevance.rows if is_ranked else _rows
    found = rows(query, keys, is_backward, size + 1)
    has_more = len(found) > size
    shown = found[:size][::-1] if is_backward else found[:size]
    more_before, more_after = (has_more, keys is not None) if is_backward else (keys is not None, has_more)
    return Page(
        summaries=tuple(bytes(row[0]) for row in shown),
        before=tuple(shown[0][1:]) if shown and more_before else None,
        after=tuple(shown[-1][1:]) if shown and more_after else None,
    )


def total(query: FundQuery) -> Total:
    """How many funds match, counted up to 1,000."""
    count = matching(query).order_by()[: COUNT_CAP + 1].count()
    return Total(value=min(count, COUNT_CAP), relation="gte" if count > COUNT_CAP else "eq")


def _rows(query: FundQuery, keys: Sequence[Any] | None, is_backward: bool, most: int) -> list[tuple[Any, ...]]:
    columns, runs_down = (COLUMNS[query.order], "fund_id"), query.is_descending != is_backward
    rows = matching(query).order_by(*ordered(columns, runs_down))
    if keys is not None:
        rows = rows.filter(beyond(columns, keys, runs_down))
    return list(rows.values_list("summary", *columns)[:most])
