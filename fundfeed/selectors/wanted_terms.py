"""Which terms of the search index a question asks for, and what their sets of places say together."""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from .. import search
from .fund_query import FundQuery

BETWEEN = "\x02"  # no term holds it
AFTER_ANY = "\U0010ffff"  # beyond whatever begins so
AFTER_THIS = "\x01"  # beyond just this term: none goes on with such a character
Asked = tuple[str, str]  # the first term, and the first one that is beyond
Ranked = list[tuple[int, int]]  # places by rank
EVERY_FUND: Asked = (search.FILTER, search.FILTER + AFTER_THIS)


class Sets(Struct, frozen=True):
    """The places that the index holds, by what was asked for."""

    places: Mapping[Asked, int]

    def all_of(self, wanted: Sequence[Sequence[Asked]]) -> int:
        """The places that have one of each."""
        together = -1
        for forms in wanted:
            together &= self.any_of(forms)
        return together

    def any_of(self, forms: Sequence[Asked]) -> int:
        """The places that have any of these."""
        together = 0
        for form in forms:
            together |= self.places[form]
        return together


class Wanted(Struct, frozen=True):
    """The terms that a question asks for; a row is found that has one of each of `words`, or any of `exact`.

    `names` and `starts` are of the same words in present names, and empty where nothing is ranked. `filters` are the
    values of each filter, after every fund.
    """

    words: Sequence[Sequence[Asked]]
    exact: Sequence[Asked]
    names: Sequence[Sequence[Asked]] = ()
    starts: Sequence[Asked] = ()
    filters: Sequence[Sequence[Asked]] = ()

    def everything(self) -> list[Asked]:
        """All that is asked for, each once."""
        nested = [*self.words, self.exact, *self.names, self.starts, *self.filters]
        return list(dict.fromkeys(one for forms in nested for one in forms))

    def ranked(self, sets: Sets) -> Ranked:
        """All that is found, by the ranks of `relevance` if they are asked for; nothing has two."""
        allowed = sets.all_of(self.filters)
        exact, holding = sets.any_of(self.exact) & allowed, sets.all_of(self.words) & allowed
        if not self.names:
            return [(0, exact | holding)]
        begins = sets.any_of(self.starts) & holding & ~exact
        named = sets.all_of(self.names) & allowed & ~(begins | exact)
        return list(enumerate((exact, begins, named, holding & ~(named | begins | exact))))


def wanted_terms(query: FundQuery) -> Wanted:
    """The terms of what was typed; without words where nothing of it can be looked for."""
    typed = [query.wider.get(word, (word,)) for word in search.typed_words(query.text)]
    pairs = search.pairs(query.text)
    found = Wanted(
        words=[
            *([_beginning(form) for word in words for form in search.forms(word)] for words in typed),
            *([_just(pair)] for pair in pairs),
        ],
        exact=[_just(term) for term in search.called(search.FUND, [query.text])],
        filters=_filters(query),
    )
    if query.order != "relevance":
        return found
    return replace(
        found,
        names=[
            *([_beginning(word, search.NAMED) for word in words] for words in typed),
            *([_just(search.NAMED + pair)] for pair in pairs),
        ],
        starts=[_start(search.folded(query.text.strip()).replace(BETWEEN, " "))],
    )


def filter_term(name: str, value: str) -> str:
    """The term of the funds that have this value of a filter."""
    return f"{search.FILTER}{name}={value}"


def _filters(query: FundQuery) -> list[list[Asked]]:
    """Every fund first: an index that was made by who knew of no filters doesn't hold that, and finds nothing."""
    values = [[_just(filter_term(name, value)) for value in values] for name, values in query.filters.items()]
    return [[EVERY_FUND], *values] if values else []


def _beginning(word: str, mark: str = "") -> Asked:
    """Whatever begins so: short beginnings are terms of their own, as too many words have them."""
    if len(word) <= search.LONGEST_SHORT and not word.startswith(search.INSIDE):
        return _just(search.SHORT + mark + word)
    return _any(mark + word)


def _start(name: str) -> Asked:
    return (_just if len(name) <= search.LONGEST_START else _any)(search.STARTS + name)


def _any(term: str) -> Asked:
    return term, term + AFTER_ANY


def _just(term: str) -> Asked:
    return term, term + AFTER_THIS
