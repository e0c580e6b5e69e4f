"""Traditional Chinese fund names by a glossary of terms; no name where a word is missing."""

import csv
import re
from functools import cache

from infra.deliveries.sample import GLOSSARY_FILE

_WORD = re.compile(r"[$€£]|\([A-Z]{2}\)|[^\s$€£()]+")
_NUMBER = re.compile(r"\d+(?:[-/]\d+)?%?")
_YEARS = re.compile(r"(?P<years>\d+(?:-\d+)?)(?P<more>\+)?[ -]?(?:yr|y|years?)$", re.IGNORECASE)
_CJK = r"[\u3400-\u9fff\uff08\uff09]"
_STUTTER = re.compile(rf"({_CJK}{{2}})\1")
_LONGEST_TERM = 4
_FEWEST_CHARACTERS = 2


@cache
def chinese_name(name: str) -> str | None:
    """The fund's name in Traditional Chinese; nothing if any word of it isn't in the glossary.

    Names of index funds keep their word order in Chinese, so that term by term reads well;
    a name that would stutter, or hold hardly any Chinese, is better left out.
    """
    terms = _translate(_words(name))
    if terms is None:
        return None
    joined = _join(terms)
    enough = len(re.findall(_CJK, "".join(terms[1:]))) >= _FEWEST_CHARACTERS
    return joined if enough and not _STUTTER.search(joined) else None


def _words(name: str) -> list[str]:
    name = re.sub(r"^(Invesco) (.+) (S&P US Select Sector)", r"\1 \3 \2", name)
    spaced = re.sub(r"\bEx[ -](?=[A-Z])", "ex ", name, flags=re.IGNORECASE)
    spaced = re.sub(r"(\d\+?) (?=(?:yr|years?)\b)", r"\1", spaced, flags=re.IGNORECASE)
    return _WORD.findall(spaced)


def _translate(words: list[str]) -> list[str] | None:
    terms: list[str] = []
    while words:
        length, term = _longest_term(words)
        if not length:
            return None
        terms.append(term)
        words = words[length:]
    return terms


def _longest_term(words: list[str]) -> tuple[int, str]:
    for length in range(min(_LONGEST_TERM, len(words)), 0, -1):
        term = _glossary().get(" ".join(words[:length]).casefold())
        if term is not None:
            return length, term
    return (1, number) if (number := _number(words[0])) else (0, "")


def _number(word: str) -> str | None:
    if years := _YEARS.fullmatch(word):
        return f"{years['years']} 年期" + ("以上" if years["more"] else "")
    return word if _NUMBER.fullmatch(word) else None


def _join(terms: list[str]) -> str:
    """One string with a space between Chinese and Latin, and none within Chinese."""
    joined = " ".join(terms)
    joined = re.sub(rf"(?<={_CJK}) (?={_CJK})", "", joined)
    return re.sub(r" ?（", "（", re.sub(r"） ?", "）", joined))


@cache
def _glossary() -> dict[str, str]:
    with GLOSSARY_FILE.open(encoding="utf-8", newline="") as file:
        return {_key(row["en"]): row["zh"] for row in csv.DictReader(file)}


def _key(term: str) -> str:
    return " ".join(_words(term)).casefold()
