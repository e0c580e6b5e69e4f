"""Slips of the hand in an ISIN: one character too many, too few or wrong, or two that changed places."""

import re
from collections.abc import Callable, Iterable, Iterator
from string import ascii_uppercase, digits

from stdnum import isin as isin_numbers

from ..records.lookups import Hint

LENGTH = 12
NEARLY = re.compile(r"[A-Z0-9]{11,13}")
CHARACTERS = ascii_uppercase + digits


def isin_hint(typed: str, *, known: Callable[[Iterable[str]], list[str]]) -> Hint | None:
    """Why no fund has this ISIN, and which known ones it may have been; None for what resembles no ISIN."""
    if not NEARLY.fullmatch(typed) or not typed[:1].isalpha() or not typed[-9:].strip(ascii_uppercase):
        return None
    return Hint(detail=_reason(typed), did_you_mean=tuple(known(_neighbours(typed))))


def _reason(typed: str) -> str:
    if len(typed) != LENGTH:
        return f"An ISIN has twelve characters; {typed} has {len(typed)}."
    if isin_numbers.is_valid(typed):
        return f"{typed} is a well-formed ISIN, but no fund is published with it."
    expected = isin_numbers.calc_check_digit(typed[:-1])
    if expected == typed[-1]:
        return f"{typed[:2]} is no country that gives out ISINs."
    return f"The last character of an ISIN checks the others: after {typed[:-1]} it is {expected}, not {typed[-1]}."


def _neighbours(typed: str) -> frozenset[str]:
    """Well-formed ISINs that one slip away from what was typed."""
    return frozenset(one for one in _slips(typed) if len(one) == LENGTH and isin_numbers.is_valid(one))


def _slips(typed: str) -> Iterator[str]:
    for place in range(len(typed) + 1):
        head, tail = typed[:place], typed[place:]
        yield head + tail[1:]
        yield head + tail[1:2] + tail[:1] + tail[2:]
        for character in CHARACTERS:
            yield head + character + tail
            yield head + character + tail[1:]
