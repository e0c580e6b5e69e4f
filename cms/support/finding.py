"""Finding articles by words: few hundred texts at most, so each is looked at."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, Protocol, TypeVar

CJK: Final = re.compile(r"[\u3400-\u9fff]+")
WORD: Final = re.compile(r"[\u3400-\u9fff]+|[^\W\u3400-\u9fff]+")
MARKUP: Final = re.compile(r"<[^>]*>")
PAIR: Final = 2
IN_TITLE, IN_SUMMARY, IN_TEXT = 4, 2, 1


class Readable(Protocol):
    """What can be searched: plain texts, and HTML."""

    @property
    def title(self) -> str: ...
    @property
    def summary(self) -> str: ...
    @property
    def html(self) -> str: ...


Found = TypeVar("Found", bound=Readable)


def matching(articles: Iterable[Found], words: str) -> list[Found]:
    """Those that hold every one of the words, the best first; all of them in their order without any word."""
    terms = list(_terms(words))
    scored = [(_score(article, terms), article) for article in articles]
    found = [(score, article) for score, article in scored if score is not None]
    return [article for _, article in sorted(found, key=lambda pair: -pair[0])]


def _terms(words: str) -> Iterator[str]:
    """Words; of Chinese, which has no spaces, each pair of signs."""
    for word in WORD.findall(words.casefold()):
        if CJK.fullmatch(word) and len(word) > PAIR:
            yield from (word[at : at + PAIR] for at in range(len(word) - PAIR + 1))
        else:
            yield word


def _score(article: Readable, terms: list[str]) -> int | None:
    """How well the article answers; None when it lacks one of the terms."""
    title, summary = article.title.casefold(), article.summary.casefold()
    text = MARKUP.sub(" ", article.html).casefold()
    each = [IN_TITLE * (t in title) + IN_SUMMARY * (t in summary) + IN_TEXT * (t in text) for t in terms]
    return sum(each) if all(each) else None
