"""Making the search index anew when names or terms have changed; until then searches read the list itself."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from .. import search
from ..models import PlacedFund, SearchState, TermPlaces
from ..models.bulk import add
from ..places import packed, packed_set, union
from ..search import LONGEST_SHORT, LONGEST_START
from ..selectors.fund_query import FILTERS, SEVERAL, STATUS
from ..selectors.wanted_terms import filter_term

FIELDS = ("term", "places")
SEARCH_LOCK = 0x53454152
BATCH = 2_000
NO_WORDS = (search.FUND, search.INSIDE, search.STARTS, search.FILTER)
PLACES = """
    INSERT INTO fundfeed_placedfund (place, fund_id)
    SELECT row_number() OVER (ORDER BY sort_name, fund_id) - 1, fund_id FROM fundfeed_listedfund WHERE NOT is_withdrawn
"""
FILTERED = """
        UNION ALL
        SELECT '{term}' || value, place FROM fundfeed_listedfund JOIN fundfeed_placedfund USING (fund_id),
            {values} AS value WHERE value IS NOT NULL"""
TERMS = """
    SELECT term, array_agg(place) FROM (
        SELECT found.lexeme AS term, place FROM fundfeed_listedfund JOIN fundfeed_placedfund USING (fund_id),
            unnest(lexemes) AS found WHERE left(found.lexeme, 1) <> ALL(%(others)s)
        UNION ALL
        SELECT %(named)s || found.lexeme, place FROM fundfeed_listedfund JOIN fundfeed_placedfund USING (fund_id),
            unnest(lexemes) AS found WHERE found.weights = '{{A}}'
        UNION ALL
        SELECT %(starts)s || left(name, letters), place
        FROM fundfeed_listedfund JOIN fundfeed_placedfund USING (fund_id),
            unnest(CASE sort_name_zh WHEN sort_name THEN ARRAY[sort_name] ELSE ARRAY[sort_name, sort_name_zh] END)
            AS name,
            generate_series(1, %(longest)s + 1) AS beginning,
            LATERAL (SELECT CASE WHEN beginning > %(longest)s THEN length(name) ELSE beginning END AS letters)
        WHERE length(name) >= beginning
        UNION ALL
        SELECT %(filter)s, place FROM fundfeed_placedfund {filters}
    ) AS found GROUP BY term ORDER BY term COLLATE "C"
"""
VALUES = {
    "filter": search.FILTER,
    "others": [search.UMBRELLA, search.HOUSE],
    "named": search.NAMED,
    "starts": search.STARTS,
    "longest": LONGEST_START,
}


def index_search() -> bool:
    """Make the index if it no longer holds and nobody else is at it; return whether it was made."""
    with transaction.atomic():
        changed = _changed()
        if changed is None:
            return False
        TermPlaces.objects.all().delete()
        PlacedFund.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute(PLACES)
        beginnings = _Beginnings()
        for rows in _terms():
            terms = [(term, packed(places)) for term, places in rows]
            add(TermPlaces, FIELDS, [*terms, *beginnings.before(terms)])
        add(TermPlaces, FIELDS, beginnings.rest())
        # What was published meanwhile is another change: then the index is known not to hold.
        SearchState.objects.update(indexed=changed)
    return True


def _changed() -> UUID | None:
    """The last change if there is something to do here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEARCH_LOCK])
        if not cursor.fetchone()[0]:
            return None
    state, _ = SearchState.objects.get_or_create(pk=1)
    return None if state.indexed == state.changed else state.changed


class _Beginnings:
    """The short beginnings of words with the places of all words that begin so; words must come in their order."""

    def __init__(self) -> None:
        self._open: dict[str, int] = {}

    def before(self, words: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
        """The beginnings that no word after these has."""
        for term, places in words:
            mark, word = ("", term) if term[0] != search.NAMED else (search.NAMED, term[1:])
            if term[0] in NO_WORDS:
                continue
            now = [mark + word[:letters] for letters in range(1, min(len(word), LONGEST_SHORT) + 1)]
            yield from self._closed([one for one in self._open if one not in now])
            found = union([places])
            for one in now:
                self._open[one] = self._open.get(one, 0) | found

    def rest(self) -> Iterator[tuple[str, bytes]]:
        """The last ones."""
        return self._closed(list(self._open))

    def _closed(self, beginnings: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        for one in beginnings:
            yield search.SHORT + one, packed_set(self._open.pop(one))


def _filters() -> str:
    """What adds the values of filters, each fund's once."""
    return "".join(
        FILTERED.format(
            term=filter_term(name, ""),
            values=f"unnest({column})" if name in SEVERAL else f"unnest(ARRAY[{column}::text])",
        )
        for name, column in FILTERS.items()
        if name != STATUS
    )


def _terms() -> Iterator[list[tuple[Any, ...]]]:
    """Terms with their places, read bit by bit whatever their number."""
    with connection.connection.cursor(name="terms") as cursor:
        cursor.execute(TERMS.format(filters=_filters()), VALUES, binary=True)
        while rows := cursor.fetchmany(BATCH):
            yield rows
