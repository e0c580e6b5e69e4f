"""What is doubtful about maintenance: that it lasts long, and that it says another length than it has."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from cms.moderation.spans import in_words, is_over

LONG: Final = timedelta(hours=24)
ENGLISH: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
CHINESE: Final = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
NUMBERS: Final = {word: number for words in (ENGLISH, CHINESE) for number, word in enumerate(words, 1)} | {"兩": 2}
IN_ENGLISH: Final = re.compile(rf"(?<![\w.-])(\d+|{'|'.join(ENGLISH)})[ -]hours?\b(?! and|,? \d)", re.IGNORECASE)
IN_CHINESE: Final = re.compile(
    r"(?<![一二三四五六七八九十\d.])(\d+|十[一二]?|[一二兩三四五六七八九])\s*個?\s*小時(?!半|零|又|\s*[\d一二三四五六七八九十])"
)
"""Whole hours alone: “twenty-four hours”, “two hours and a half” and 二十四小時 are read by people."""


def doubts(starts_at: datetime, ends_at: datetime, *, english: str, chinese: str) -> Iterator[str]:
    """Sentences about maintenance of this time, of which the public is told so."""
    lasts = ends_at - starts_at
    if is_over(ends_at, at=timezone.now()):
        yield "It is over already."
    if lasts > LONG:
        yield f"It lasts {in_words(lasts)}: longer than a day."
    for language, said in (
        ("English", hours_said(IN_ENGLISH, english)),
        ("Chinese", hours_said(IN_CHINESE, chinese)),
    ):
        if said is not None and timedelta(hours=said) != lasts:
            yield f"The message in {language} says {in_words(timedelta(hours=said))}, From and Until {in_words(lasts)}."


def hours_said(pattern: re.Pattern[str], message: str) -> int | None:
    """The only length in whole hours that a message names; None where it names none, or several."""
    found = {_number(match) for match in pattern.findall(message)}
    return found.pop() if len(found) == 1 else None


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else NUMBERS[word.lower()]
