"""What a misspelt search may have meant: known words that hold what was typed, or else the nearest one."""

from collections.abc import Iterator, Sequence

from django.db import connection
from msgspec.structs import replace

from .. import search
from .fund_query import FundQuery

MOST_TYPED = 8  # words of one search that are looked up
SHORT = 5  # a shorter word may differ by one letter, a longer one by two
LOOK_UP = """
    SELECT typed.word, holding.words, nearest.words
    FROM unnest(%s::text[]) AS typed(word)
    CROSS JOIN LATERAL (SELECT ARRAY(
        SELECT word FROM fundfeed_searchword
        WHERE word LIKE '%%' || typed.word || '%%' ORDER BY length(word), word LIMIT 5
    ) AS words) AS holding
    CROSS JOIN LATERAL (SELECT ARRAY(
        SELECT word FROM fundfeed_searchword ORDER BY word <-> typed.word LIMIT 20
    ) AS words) AS nearest
    WHERE NOT EXISTS (SELECT FROM fundfeed_searchword AS known WHERE known.word LIKE typed.word || '%%')
"""


def as_meant(query: FundQuery) -> FundQuery | None:
    """The same question with each unknown word replaced by known ones; None when there is nothing to replace."""
    typed = search.typed_words(query.text)
    wider = dict(_replacements([word for word in dict.fromkeys(typed) if _is_correctable(word)][:MOST_TYPED]))
    if not wider:
        return None
    words = [wider[word][0] if word in wider else word for word in typed]
    return replace(
        query,
        text=" ".join([*words, *search.chinese_runs(query.text)]),
        wider={words[0]: words for words in wider.values()},
    )


def shown(query: FundQuery) -> str:
    """What was searched for, as people read it: "credit | accredited epargne"."""
    return " ".join(" | ".join(query.wider.get(word, (word,))) for word in query.text.split())


def _is_correctable(word: str) -> bool:
    return bool(search.correctable([word]))


def _replacements(typed: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    if not typed:
        return
    with connection.cursor() as cursor:
        cursor.execute(LOOK_UP, [list(typed)])
        for word, holding, near in cursor.fetchall():
            if words := tuple(holding) or nearest(word, near):
                yield word, words


def nearest(typed: str, candidates: Sequence[str]) -> tuple[str, ...]:
    """The candidate, or its beginning, with the fewest letters to change; none when all are too far."""
    allowed = 1 if len(typed) < SHORT else 2
    by_distance = [(_distance(typed, word), place, word) for place, word in enumerate(candidates)]
    near = [found for found in by_distance if found[0] <= allowed]
    return (min(near)[2],) if near else ()


def _distance(typed: str, word: str) -> int:
    return min(_edits(typed, word), _edits(typed, word[: len(typed)]) + 1)


def _edits(one: str, other: str) -> int:
    """Letters inserted, left out, changed or swapped with a neighbour."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        current = [row]
        for place, against in enumerate(other, start=1):
            cost = min(last[place] + 1, current[place - 1] + 1, last[place - 1] + (letter != against))
            if row > 1 and place > 1 and letter == other[place - 2] and one[row - 2] == against:
                cost = min(cost, before[place - 2] + 1)
            current.append(cost)
        before, last = last, current
    return last[-1]
