"""Lists of funds by page, and how many there are."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from ..records.public import Total
from . import relevance
from .fund_query import FundQuery, matching
from .keys import Cut, beyond, capped, cut, ordered

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
    return of_funds(cut(found, size=size, is_backward=is_backward, is_first=keys is None))


def of_funds(part: Cut) -> Page:
    """The page of stored summaries that was cut out of a list."""
    return Page(summaries=tuple(map(bytes, part.contents)), before=part.before, after=part.after)


def total(query: FundQuery) -> Total:
    """How many funds match, counted up to 1,000."""
    return capped(matching(query))


def _rows(query: FundQuery, keys: Sequence[Any] | None, is_backward: bool, most: int) -> list[tuple[Any, ...]]:
    columns, runs_down = (COLUMNS[query.order], "fund_id"), query.is_descending != is_backward
    rows = matching(query).order_by(*ordered(columns, runs_down))
    if keys is not None:
        rows = rows.filter(beyond(columns, keys, runs_down))
    return list(rows.values_list("summary", *columns)[:most])
