"""How names become search terms: one way for what is stored and for what people type.

Latin text gives words without case and accents; Chinese gives single characters and pairs, so that any
two characters of a name find it without a dictionary. Words of the fund's present names weigh more (A) than all
others (D). Terms with a mark in front answer other questions: what is called exactly so, and which code holds this.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

_WORDS = re.compile(r"[^\W_]+")
_CJK = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_FRAGMENT = re.compile(r"(?=[a-z]*[0-9])[a-z0-9]{4,11}")
MAX_TERM = 60
MAX_NAME = 200
SHORTEST_FRAGMENT = 4
SHORTEST_WORD = 4  # a shorter one has too many neighbours to be corrected
BETWEEN = "\n"  # two texts, in neither of which it is part of a term
INSIDE = "~"  # before the ends of a code: the beginning of an end is what stands inside
FUND, UMBRELLA, HOUSE = "=", "^", "@"  # before what each is called; no word begins like a mark
NAMED, SHORT, STARTS = ":", "?", "<"  # in the index alone: words of present names, short beginnings, starts of names
FILTER = "|"  # in the index alone: the value of a filter behind its name; by itself every fund
LONGEST_SHORT, LONGEST_START = 5, 12  # letters: what is longer begins few words, or names, which are looked through
IN_NAME, ELSEWHERE, NOWHERE = b"\0\0\x01\xc0\x01", b"\0\0\x01\0\x01", b"\0\0\0"  # the first place with weight A, with D
Wider = Mapping[str, tuple[str, ...]]


def folded(text: str) -> str:
    """Text without case, accents and compatibility forms: "Crédit" and "CREDIT" are the same."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text).casefold()
    decomposed = unicodedata.normalize("NFKD", plain)
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def squeezed(text: str) -> str:
    """Letters and digits alone: "IE00 B4L5-Y983" and "ie00b4l5y983" are the same."""
    plain = folded(text)
    return (plain if plain.isalnum() else "".join(_WORDS.findall(plain)))[:MAX_NAME]


def slug(text: str) -> str:
    """Words with hyphens between, for addresses: "Crédit & Co." is "credit-co"."""
    return "-".join(_WORDS.findall(folded(text)))[:MAX_NAME]


def terms(texts: Iterable[str]) -> frozenset[str]:
    """The terms under which something named by `texts` is found."""
    plain, rest = "", ""
    for text in texts:  # all that needs no folding is looked through at once, and so is all that does
        if text.isascii():
            plain += text + BETWEEN
        else:
            rest += text + BETWEEN
    return frozenset(_terms(plain.lower())).union(_terms(folded(rest)))


def called(mark: str, texts: Iterable[str]) -> frozenset[str]:
    """The terms that find what is called exactly so."""
    return frozenset(mark + name for text in texts if (name := squeezed(text)))


def inside(codes: Iterable[str]) -> frozenset[str]:
    """The terms that find a code by any four or more of its characters; its beginning is a word of its own."""
    return frozenset(
        INSIDE + code[start:] for code in map(str.lower, codes) for start in range(1, len(code) - SHORTEST_FRAGMENT + 1)
    )


def correctable(found_by: Iterable[str]) -> frozenset[str]:
    """The words among these terms that a misspelt one may have meant."""
    return frozenset(
        term
        for term in found_by
        if len(term) >= SHORTEST_WORD and term.isalpha() and (term.isascii() or not _CJK.search(term))
    )


def typed_words(text: str) -> list[str]:
    """The words that were typed, without the Chinese ones."""
    return [word[:MAX_TERM] for word in _WORDS.findall(_CJK.sub(" ", folded(text)))]


def chinese_runs(text: str) -> list[str]:
    """The runs of Chinese characters that were typed."""
    return _CJK.findall(folded(text))


def stored_terms(found_by: Iterable[str], *, names: Collection[str] = frozenset(), marked: Iterable[str] = ()) -> bytes:
    """Terms in PostgreSQL's binary form of a tsvector: those of `names` with weight A, `marked` without a place.

    That is how many there are, then each with a zero behind it, how many places it has, and those with their weights.
    """
    entries = [term.encode() + (IN_NAME if term in names else ELSEWHERE) for term in found_by]
    entries += [term.encode() + NOWHERE for term in marked]
    entries.sort()
    return b"".join((len(entries).to_bytes(4, "big"), *entries))


def query(text: str, wider: Wider | None = None) -> str:
    """A tsquery that finds what holds every typed word (as a beginning) and every typed run of Chinese; "" for none.

    `wider` names all words that will do instead of a typed one.
    """
    words = [
        _any_of([f"{_quoted(form)}:*" for one in (wider or {}).get(word, (word,)) for form in forms(one)])
        for word in typed_words(text)
    ]
    return " & ".join([*words, *map(_quoted, pairs(text))])


def name_query(text: str, wider: Wider | None = None) -> str:
    """The same among the words of present names only; "" for none."""
    words = [_any_of([f"{_quoted(one)}:*A" for one in (wider or {}).get(word, (word,))]) for word in typed_words(text)]
    return " & ".join([*words, *(f"{_quoted(term)}:A" for term in pairs(text))])


def exact_query(names: Iterable[str]) -> str:
    """A tsquery that finds what holds one of these terms from `called`; "" for none."""
    return " | ".join(map(_quoted, sorted(names)))


def forms(word: str) -> list[str]:
    """The beginnings of terms that a typed word stands for: its own, and the inside of a code if it may be one."""
    return [word, INSIDE + word] if _FRAGMENT.fullmatch(word) else [word]


def pairs(text: str) -> list[str]:
    """The terms of the runs of Chinese that were typed: all pairs of neighbours, or the only character."""
    return [term for run in chinese_runs(text) for term in (_pairs(run) if len(run) > 1 else run)]


def _any_of(forms: Sequence[str]) -> str:
    return forms[0] if len(forms) == 1 else f"({' | '.join(forms)})"


def _terms(text: str) -> list[str]:
    if text.isascii():
        return [word[:MAX_TERM] for word in _WORDS.findall(text)]
    runs = _CJK.findall(text)
    neighbours = [pair for run in runs for pair in _pairs(run)]
    return [*(word[:MAX_TERM] for word in _WORDS.findall(_CJK.sub(" ", text))), *"".join(runs), *neighbours]


def _pairs(run: str) -> Iterator[str]:
    return (run[start : start + 2] for start in range(len(run) - 1))


def _quoted(term: str) -> str:
    if "'" in term or "\\" in term:
        term = term.replace("\\", "\\\\").replace("'", "''")
    return f"'{term}'"
