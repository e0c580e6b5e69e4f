"""The field differences of an event, short enough for a list or whole for its page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .blocks import in_words

MOST_IN_LIST = 3
LONGEST_IN_LIST = 60


@dataclass(frozen=True)
class Difference:
    """One field, before and after."""

    name: str
    before: str
    after: str


def differences(changes: Mapping[str, Any] | None) -> list[Difference]:
    """Every field that says something else than before, in the order of the names."""
    pairs = ((name, pair) for name, pair in sorted((changes or {}).items()) if isinstance(pair, list))
    said = ((name, *in_words(pair[0], pair[-1])) for name, pair in pairs if pair)
    return [Difference(name, before, after) for name, before, after in said if before != after]


def in_one_line(changes: Mapping[str, Any] | None) -> str:
    """The first few, shortened."""
    every = differences(changes)
    told = [f"{one.name}: {_short(one.before)} → {_short(one.after)}" for one in every[:MOST_IN_LIST]]
    more = len(every) - len(told)
    return "; ".join([*told, f"and {more} more"] if more > 0 else told)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_IN_LIST else f"{text[: LONGEST_IN_LIST - 1]}…"
