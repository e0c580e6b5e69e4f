"""What a check says: a state, and one sentence that gives the reason."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class State(StrEnum):
    """How something stands; in the order of attention that it wants."""

    BAD = "bad"
    WARN = "warn"
    UNKNOWN = "unknown"
    OK = "ok"

    @property
    def rank(self) -> int:
        """0 for what comes first on a screen."""
        return list(State).index(self)


class Result(Struct, frozen=True, kw_only=True):
    """What a check found about one subject: a provider, a queue, a server; "" when there is but one.

    `since` is given where the facts tell it; elsewhere it is when this state was seen first. `value` is a number of
    the `measure` whose limits it was held against.
    """

    state: State
    sentence: str
    subject: str = ""
    value: float | None = None
    measure: str = ""
    since: datetime | None = None


def worst(states: Iterable[State]) -> State:
    """The state that wants most attention; OK when there is none."""
    return min(states, key=lambda state: state.rank, default=State.OK)
