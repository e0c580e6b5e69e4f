"""Lists of funds by page, and how many there are: one statement for both."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from ..records.public import Total
from . import relevance, search_index
from .conditions import Condition
from .fund_query import FundQuery, matching
from .keys import COUNT_CAP, Cut, cut, told
from .reading import rows
from .record_state import MOMENT

COLUMNS: Mapping[str, str] = {
    "relevance": "sort_name",  # nothing was typed
    "name": "sort_name",
    "nameZhHant": "sort_name_zh",
    "authorisationDate": "authorisation_date",
    "publishedAt": "changed_at",
}
IN_ORDER = """
    SELECT summary, {column}, fund_id FROM fundfeed_listedfund WHERE {condition}
    ORDER BY {column} {direction}, fund_id {direction} LIMIT {most}
"""
ALL_OF_THEM = "SELECT coalesce(sum(funds), 0)::bigint FROM fundfeed_listedtotal"
COUNTED = "SELECT count(*) FROM (SELECT FROM fundfeed_listedfund WHERE {condition} LIMIT {most}) AS counted"


class Page(Struct, frozen=True):
    """One page: stored summaries, the sort keys of the rows at its ends where more lie beyond them, and the total.

    `changed`: since when the record is as it is, in seconds as HTTP counts them, where nothing else decided.
    """

    summaries: tuple[bytes, ...]
    before: tuple[Any, ...] | None
    after: tuple[Any, ...] | None
    total: Total
    changed: int | None = None


def page(query: FundQuery, *, size: int, keys: Sequence[Any] | None = None, is_backward: bool = False) -> Page:
    """The `size` rows after the row with these sort `keys`, or before it."""
    found, count, changed = _found(query, keys, is_backward, size + 1)
    part = cut(found, size=size, is_backward=is_backward, is_first=keys is None)
    return of_funds(part, total=told(count), changed=None if query.text else changed)


def of_funds(part: Cut, *, total: Total, changed: int | None = None) -> Page:
    """The page of stored summaries that was cut out of a list of so many."""
    return Page(tuple(map(bytes, part.contents)), part.before, part.after, total, changed)


def _found(
    query: FundQuery, keys: Sequence[Any] | None, is_backward: bool, most: int
) -> tuple[list[tuple[Any, ...]], int, int | None]:
    """The rows in their order, how many match in all, counted at least up to one more than is told, and the moment."""
    if search_index.answers(query):
        indexed = search_index.found(search_index.Question(query, keys, is_backward, most))
        if indexed is not None:
            return (*indexed, None)
    is_ranked = query.order == "relevance" and query.text
    asking = relevance.statement if is_ranked else _statement
    wanted, counted = asking(query, keys, is_backward, most), _counted(query)
    found = _rows(wanted, counted, query) if wanted else []
    if not found:
        return [], _count(counted) if keys is not None else 0, None
    if is_ranked:
        found.sort(key=lambda row: row[1], reverse=is_backward)
    return [row[:-2] for row in found], *found[0][-2:]


def _rows(wanted: Condition, counted: Condition, query: FundQuery) -> list[tuple[Any, ...]]:
    statement = f"SELECT page.*, ({counted.sql}), {MOMENT} FROM ({wanted.sql}) AS page"  # noqa: S608 - our own parts
    return rows(statement, counted.values + wanted.values, is_planned_once=query.is_plain())


def _count(counted: Condition) -> int:
    """How many match, for a page beyond the last row."""
    return int(rows(counted.sql, counted.values)[0][0])


def _counted(query: FundQuery) -> Condition:
    if query.is_plain():
        return Condition(ALL_OF_THEM)
    condition = matching(query)
    return Condition(COUNTED.format(condition=condition.sql, most=COUNT_CAP + 1), condition.values)


def _statement(query: FundQuery, keys: Sequence[Any] | None, is_backward: bool, most: int) -> Condition:
    column, runs_down = COLUMNS[query.order], query.is_descending != is_backward
    condition = matching(query)
    if keys is not None:
        condition &= Condition(f"({column}, fund_id) {'<' if runs_down else '>'} (%s, %s)", tuple(keys))
    direction = "DESC" if runs_down else "ASC"
    sql = IN_ORDER.format(column=column, condition=condition.sql, direction=direction, most=most)
    return Condition(sql, condition.values)
