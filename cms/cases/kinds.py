"""Kinds of cases: each application declares its own in `AppConfig.ready`, and this one knows none of them."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final

from msgspec import Struct

PRIORITIES: Final = ("P1", "P2", "P3", "P4")


class Times(Struct, frozen=True, kw_only=True):
    """How long until somebody responds, until the next update is told, and until it is resolved; None: no limit."""

    response: timedelta | None = None
    update: timedelta | None = None
    resolution: timedelta | None = None


class State(Struct, frozen=True, kw_only=True):
    """One state of a kind: its words, and the states that may follow.

    One that `pauses` stops the clocks until the case leaves it; in one that `resolves` they have stopped for good, and
    one that `closes` does that, too, and ends the case.
    """

    words: str
    to: tuple[str, ...] = ()
    pauses: bool = False
    resolves: bool = False
    closes: bool = False


class Rung(Struct, frozen=True, kw_only=True):
    """One rung of the ladder: who is told when a clock has run over by this share of its time; 0 is at once."""

    over: float
    roles: tuple[str, ...]


class Kind(Struct, frozen=True, kw_only=True):
    """A kind of case.

    `code` begins its numbers, the first of `states` is where it begins. `times` are those that come with the product,
    by rule: a priority, or a track and a priority ("L2 P1"). `address` is the path of its page in the admin.
    """

    code: str
    title: str
    states: Mapping[str, State]
    times: Mapping[str, Times]
    ladder: tuple[Rung, ...]
    address: Callable[[Any], str]

    @property
    def first(self) -> str:
        """The state in which a case begins."""
        return next(iter(self.states))


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Declare a kind; raises `ValueError` when a state leads nowhere."""
    unknown = {to for state in kind.states.values() for to in state.to} - kind.states.keys()
    if unknown:
        raise ValueError(f"{kind.code} has no state {', '.join(sorted(unknown))}")
    _kinds[kind.code] = kind


def kind_of(code: str) -> Kind:
    """The kind with this code; raises `KeyError`."""
    return _kinds[code]


def kinds() -> tuple[Kind, ...]:
    """Every kind, by code."""
    return tuple(_kinds[code] for code in sorted(_kinds))


def rule_of(priority: str, track: str = "") -> str:
    """The name under which times are kept: "P1", or "L2 P1"."""
    return f"{track} {priority}".strip()
