"""Pages of what was searched for, from the index: each answer is put together of sets of places.

Two prepared statements by key, whatever is asked for and however many funds there are: the sets of all terms, then the
funds of the page. Which places a question has is remembered until the index is made anew, and then it is one statement.
None wherever the index can't say: the list itself is searched then, by the same rules.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from msgspec import Struct

from ..places import beyond, first, union
from .fund_query import STATUS, FundQuery
from .prepared import Row
from .reading import rows as _rows
from .remembered import Remembered
from .wanted_terms import BETWEEN, EVERY_FUND, Asked, Ranked, Sets, wanted_terms

# In brackets of their own PostgreSQL doesn't look at what the arrays hold, and keeps the plan that it made for any. One
# text is sent in half of the time of an array.
SETS = f"""
    SELECT asked.number, term.places,
        (SELECT changed::text FROM fundfeed_searchstate WHERE indexed = changed),
        (SELECT place FROM fundfeed_placedfund JOIN fundfeed_listedfund USING (fund_id)
         WHERE fund_id = %s AND sort_name = %s)
    FROM unnest((SELECT string_to_array(%s, '{BETWEEN}')), (SELECT string_to_array(%s, '{BETWEEN}')))
    WITH ORDINALITY AS asked(low, high, number)
    LEFT JOIN LATERAL (
        SELECT places FROM fundfeed_termplaces WHERE term >= asked.low AND term < asked.high
    ) AS term ON TRUE
"""  # noqa: S608 - a constant
FUNDS = """
    SELECT place, summary, sort_name, fund_id
    FROM fundfeed_placedfund JOIN fundfeed_listedfund USING (fund_id)
    WHERE place = ANY(%s) AND EXISTS (SELECT FROM fundfeed_searchstate WHERE indexed = changed AND changed = %s::uuid)
"""
rows = partial(_rows, is_planned_once=True)


class Question(Struct, frozen=True):
    """One page of a search: what is asked for, and after or before which row."""

    query: FundQuery
    keys: Sequence[Any] | None
    is_backward: bool
    most: int

    @property
    def runs_down(self) -> bool:
        """Whether the list is gone through from its end."""
        return self.query.is_descending != self.is_backward

    def key(self) -> tuple[Any, ...]:
        """The same for the same question."""
        query = self.query
        asked = (query.text, query.order, query.is_descending, *query.wider.items(), *query.filters.items())
        return *asked, self.is_backward, self.most, *(self.keys or ())


class _Held(Struct, frozen=True):
    """What the index held for a question, at which change it was made, and the place of the row to go on from."""

    sets: Sets
    change: str
    cursor: int | None


class _Found(Struct, frozen=True):
    """Ranks and places of one page, how many match in all, and at which change that was so."""

    page: tuple[tuple[int, int], ...]
    total: int
    change: str


_found: Remembered[_Found] = Remembered(most=1000)


def answers(query: FundQuery) -> bool:
    """Whether the index knows all that is asked: words, filters but for the status, an order by name or relevance."""
    is_beyond_it = query.authorised_since or query.authorised_before or STATUS in query.filters
    if not query.text or is_beyond_it or query.order not in ("name", "relevance"):
        return False
    return not any(BETWEEN in value for values in query.filters.values() for value in values)


def found(question: Question) -> tuple[list[Row], int] | None:
    """Summary and sort keys of the first rows after the row with these keys, or before it, and how many match."""
    key = question.key()
    known = _found.get(key)
    if known and (told := _told(known, question.query)):
        return told
    fresh = _looked_up(question)
    if fresh is None:
        return None
    if fresh.page:  # that nothing is found can't be remembered: no fund would tell that it still holds
        _found.keep(key, fresh)
    return _told(fresh, question.query)


def _looked_up(question: Question) -> _Found | None:
    wanted = wanted_terms(question.query)
    held = _held(wanted.everything(), question.keys) if wanted.words else None
    if held is None:
        return None
    if wanted.filters and not held.sets.any_of([EVERY_FUND]):
        return None
    ranked = wanted.ranked(held.sets)
    total = sum(places.bit_count() for _, places in ranked)
    left = _left(ranked, held.cursor, question)
    return _Found(tuple(_first(left, question.most, question.runs_down)), total, held.change)


def _held(asked: Sequence[Asked], keys: Sequence[Any] | None) -> _Held | None:
    name, fund_id = keys[-2:] if keys else ("", "")
    lows, highs = (BETWEEN.join(ends) for ends in zip(*asked, strict=True))
    told = rows(SETS, (fund_id, name, lows, highs))
    _, _, change, cursor = told[0]
    if change is None or (keys and cursor is None):
        return None
    packed: list[list[bytes]] = [[] for _ in asked]
    for number, places, *_ in told:
        if places is not None:
            packed[number - 1].append(places)
    return _Held(Sets({one: union(packed[number]) for number, one in enumerate(asked)}), change, cursor)


def _left(ranked: Ranked, cursor: int | None, question: Question) -> Ranked:
    """What is left of each rank beyond the row of the cursor, in the order of the page."""
    ordered = ranked[::-1] if question.runs_down else ranked
    if question.keys is None or cursor is None:
        return ordered
    at = question.keys[0] if len(ranked) > 1 else 0
    later = [(rank, places) for rank, places in ordered if (rank < at if question.runs_down else rank > at)]
    here = [(rank, beyond(places, cursor, is_backward=question.runs_down)) for rank, places in ordered if rank == at]
    return here + later


def _first(ranked: Ranked, most: int, runs_down: bool) -> Iterator[tuple[int, int]]:
    for rank, places in ranked:
        for place in first(places, most, is_backward=runs_down):
            most -= 1
            yield rank, place


def _told(what: _Found, query: FundQuery) -> tuple[list[Row], int] | None:
    """The rows with their keys; None when what is found has changed meanwhile."""
    told = rows(FUNDS, ([place for _, place in what.page], what.change)) if what.page else []
    if len(told) < len(what.page):
        return None
    funds = {place: tuple(fund) for place, *fund in told}
    if query.order == "name":
        return [funds[place] for _, place in what.page], what.total
    return [(funds[place][0], rank, *funds[place][1:]) for rank, place in what.page], what.total
