"""The registry of checks. What comes with the product stands in `shipped`; other applications register theirs.

An application that has something to show registers its check in `AppConfig.ready`; one with the name of a shipped
check takes its place.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from fundfeed.models import Provider

from ..limits import Limit
from ..states import Result, State


class Group(StrEnum):
    """Where a check stands on the screen, in this order."""

    FEED = "today's deliveries"
    WAITING = "what waits"
    COMPONENTS = "components"
    RECORD = "the record"
    RECOVERY = "backup and recovery"
    GROWTH = "growth"


class Scene(Struct, frozen=True, kw_only=True):
    """What checks may ask about, read once for all of them; those outside the database have nothing else."""

    at: datetime
    limits: Mapping[str, Limit]
    providers: tuple[Provider, ...] = ()
    last_round: datetime | None = None
    is_round: bool = False
    sealed_file: str = ""


class Check(Struct, frozen=True, kw_only=True):
    """One thing to look at, how long that may take, and what to do when it isn't well.

    `look` yields one result for each subject. A check that `is_outside` asks other machines: it runs in a thread of
    its own, beside the others, and never touches the database. `screen` is the model or the name of the address that
    mends it; the manual has a section of the check's name.
    """

    name: str
    title: str
    group: Group
    look: Callable[[Scene], Iterable[Result]]
    remedy: str
    screen: str = ""
    seconds: float = 5.0
    every: timedelta = timedelta(minutes=1)
    is_outside: bool = False
    when_broken: State = State.UNKNOWN


own: dict[str, Check] = {}


def register(*checks: Check) -> None:
    """Add checks; one whose name is known takes the place of the other."""
    own.update({check.name: check for check in checks})
