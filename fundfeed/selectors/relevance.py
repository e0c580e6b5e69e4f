"""The order of what was searched for, by one rule that anybody can predict.

What is called exactly so comes first (by name or identifier), then names that begin with what was typed, then names
that hold it, then all others that are found by it; within each by name. The four are asked one after the other
inside one statement, which ends as soon as the page is full: a common word ranks no more rows than are shown.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from msgspec import Struct
from msgspec.structs import replace

from .. import search
from .fund_query import FundQuery, called_exactly, matching

HOLDS = "lexemes @@ %s::tsquery"
BEGINS = "(starts_with(sort_name, %s) OR starts_with(sort_name_zh, %s))"
COLUMNS = ("summary", "sort_name", "fund_id", "sort_name_zh", "lexemes")
ONE_RANK = """
    SELECT summary, {rank} AS rank, sort_name, fund_id FROM ({rows}) AS found WHERE {condition}
    ORDER BY sort_name {direction}, fund_id {direction} LIMIT {most}
"""


class _Condition(Struct, frozen=True):
    """A condition of SQL and the values of its places."""

    sql: str
    values: tuple[Any, ...]

    def __and__(self, other: "_Condition") -> "_Condition":
        return _Condition(f"{self.sql} AND {other.sql}", self.values + other.values)

    def __invert__(self) -> "_Condition":
        return _Condition(f"NOT {self.sql}", self.values)


_Ranked = tuple[int, _Condition]


def rows(query: FundQuery, keys: Sequence[Any] | None, is_backward: bool, most: int) -> list[tuple[Any, ...]]:
    """Summary, rank, sort name and fundId of the first rows after the row with these `keys`, or before it."""
    ranks = list(enumerate(_ranks(query)))[:: -1 if is_backward else 1]
    if keys is not None:
        ranks = _from(ranks, keys, is_backward)
    found = _asked(query, ranks, is_backward, most) if ranks else []
    return sorted(found, key=lambda row: row[1], reverse=is_backward)


def _from(ranks: Sequence[_Ranked], keys: Sequence[Any], is_backward: bool) -> list[_Ranked]:
    """What is left of the ranks beyond the row with these keys."""
    place, *rest = keys
    beyond = _Condition(f"(sort_name, fund_id) {'<' if is_backward else '>'} (%s, %s)", (*rest,))
    left = ((rank, condition) for rank, condition in ranks if (rank <= place if is_backward else rank >= place))
    return [(rank, condition & beyond if rank == place else condition) for rank, condition in left]


def _ranks(query: FundQuery) -> list[_Condition]:
    """The condition of each rank; no row meets two.

    What holds a word in its name needn't be told to hold it at all: said twice, PostgreSQL would expect far fewer rows.
    """
    in_names = search.name_query(query.text, query.wider)
    if not in_names:
        return []
    typed = search.folded(query.text.strip())
    exact = _Condition(HOLDS, (called_exactly(query.text),))
    begins = _Condition(BEGINS, (typed, typed))
    named = _Condition(HOLDS, (in_names,))
    found = _Condition(HOLDS, (search.query(query.text, query.wider),))
    return [exact, found & begins & ~exact, named & ~begins & ~exact, found & ~named & ~begins & ~exact]


def _asked(query: FundQuery, ranks: Sequence[_Ranked], is_backward: bool, most: int) -> list[tuple[Any, ...]]:
    base, values = matching(replace(query, text="")).values_list(*COLUMNS).query.sql_with_params()
    direction = "DESC" if is_backward else "ASC"
    parts = [
        ONE_RANK.format(rank=rank, rows=base, condition=condition.sql, direction=direction, most=most)
        for rank, condition in ranks
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(f"({part})" for part in parts) + f" LIMIT {most}",
            [value for _, condition in ranks for value in (*values, *condition.values)],
        )
        return list(cursor.fetchall())
