"""How names become search terms: one way for what is stored and for what people type.

Latin text gives words without case and accents; Chinese gives single characters and pairs, so that any
two characters of a name find it without a dictionary.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

_WORDS = re.compile(r"[^\W_]+")
_CJK = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
MAX_TERM = 60


def folded(text: str) -> str:
    """Text without case, accents and compatibility forms: "Crédit" and "CREDIT" are the same."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text).casefold()
    decomposed = unicodedata.normalize("NFKD", plain)
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def terms(texts: Iterable[str]) -> frozenset[str]:
    """The terms under which something named by `texts` is found."""
    return frozenset(term for text in texts for term in _terms(folded(text)))


def _terms(text: str) -> Iterator[str]:
    if text.isascii():
        yield from (word[:MAX_TERM] for word in _WORDS.findall(text))
        return
    for word in _WORDS.findall(_CJK.sub(" ", text)):
        yield word[:MAX_TERM]
    for run in _CJK.findall(text):
        yield from run
        yield from _pairs(run)


def _pairs(run: str) -> Iterator[str]:
    return (run[start : start + 2] for start in range(len(run) - 1))


def stored_terms(found_by: Iterable[str]) -> str:
    """Terms in PostgreSQL's text form of a tsvector."""
    return " ".join(_quoted(term) for term in sorted(found_by))


def query(text: str) -> str:
    """A tsquery that finds what holds every typed word (as a beginning) and every typed run of Chinese; "" for none."""
    clean = folded(text)
    words = [f"{_quoted(word[:MAX_TERM])}:*" for word in _WORDS.findall(_CJK.sub(" ", clean))]
    runs = [_quoted(term) for run in _CJK.findall(clean) for term in (_pairs(run) if len(run) > 1 else run)]
    return " & ".join([*words, *runs])


def _quoted(term: str) -> str:
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'"
