"""The order of what was searched for, by one rule that anybody can predict.

What is called exactly so comes first (by name or identifier), then names that begin with what was typed, then names
that hold it, then all others that are found by it; within each by name. The four are asked one after the other
inside one statement, which ends as soon as the page is full: a common word ranks no more rows than are shown.
"""

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from .. import search
from .conditions import Condition
from .fund_query import HOLDS, FundQuery, called_exactly, matching

BEGINS = "(starts_with(sort_name, %s) OR starts_with(sort_name_zh, %s))"
ONE_RANK = """
    SELECT summary, {rank} AS rank, sort_name, fund_id FROM fundfeed_listedfund WHERE {condition}
    ORDER BY sort_name {direction}, fund_id {direction} LIMIT {most}
"""


_Ranked = tuple[int, Condition]


def statement(query: FundQuery, keys: Sequence[Any] | None, is_backward: bool, most: int) -> Condition | None:
    """Asks for summary, rank, sort name and fundId of the first rows after the row with these `keys`, or before it.

    None when nothing can be found there.
    """
    ranks = list(enumerate(_ranks(query)))[:: -1 if is_backward else 1]
    if keys is not None:
        ranks = _from(ranks, keys, is_backward)
    return _asking(query, ranks, is_backward, most) if ranks else None


def _from(ranks: Sequence[_Ranked], keys: Sequence[Any], is_backward: bool) -> list[_Ranked]:
    """What is left of the ranks beyond the row with these keys."""
    place, *rest = keys
    beyond = Condition(f"(sort_name, fund_id) {'<' if is_backward else '>'} (%s, %s)", (*rest,))
    left = ((rank, condition) for rank, condition in ranks if (rank <= place if is_backward else rank >= place))
    return [(rank, condition & beyond if rank == place else condition) for rank, condition in left]


def _ranks(query: FundQuery) -> list[Condition]:
    """The condition of each rank; no row meets two.

    What holds a word in its name needn't be told to hold it at all: said twice, PostgreSQL would expect far fewer rows.
    """
    in_names = search.name_query(query.text, query.wider)
    if not in_names:
        return []
    typed = search.folded(query.text.strip())
    exact = Condition(HOLDS, (called_exactly(query.text),))
    begins = Condition(BEGINS, (typed, typed))
    named = Condition(HOLDS, (in_names,))
    found = Condition(HOLDS, (search.query(query.text, query.wider),))
    return [exact, found & begins & ~exact, named & ~begins & ~exact, found & ~named & ~begins & ~exact]


def _asking(query: FundQuery, ranks: Sequence[_Ranked], is_backward: bool, most: int) -> Condition:
    base, direction = matching(replace(query, text="")), "DESC" if is_backward else "ASC"
    parts = [
        ONE_RANK.format(rank=rank, condition=(base & condition).sql, direction=direction, most=most)
        for rank, condition in ranks
    ]
    together = f" LIMIT {most}" if len(parts) > 1 else ""  # one part alone has its limit
    return Condition(
        " UNION ALL ".join(f"({part})" for part in parts) + together,
        tuple(value for _, condition in ranks for value in (*base.values, *condition.values)),
    )
