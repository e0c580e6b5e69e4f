"""The operator's home: what the last round found, worst first, in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from cms.facts.badges import Badge
from cms.facts.links import Person, list_of

from .checks.known import registered
from .checks.registry import Check, Group
from .checks.workers import STANDS_STILL
from .limits import MEASURES, Limit
from .models import CheckResult, limits_now
from .states import State, worst
from .wording import age, moment

BADGES = {
    State.OK: Badge("well", "good"),
    State.WARN: Badge("look at it", "caution"),
    State.BAD: Badge("wrong", "bad"),
    State.UNKNOWN: Badge("not known", "notice"),
}
OF_PROVIDERS = ("deliveries", "freshness", "halts", "holds")
FULL = 100.0


@dataclass(frozen=True)
class Meter:
    """A value beside its limits, as parts of a bar of 100."""

    shown: str
    limits: str
    filled: float
    warning: float
    critical: float


@dataclass(frozen=True)
class Tile:
    """What one check says of one subject."""

    check: Check
    row: CheckResult
    at: datetime
    url: str
    meter: Meter | None

    @property
    def state(self) -> State:
        """How it stands."""
        return State(self.row.state)

    @property
    def badge(self) -> Badge:
        """The state as a word with a colour."""
        return BADGES[self.state]

    @property
    def lasts(self) -> str:
        """For how long it has stood so."""
        return age(self.at - self.row.since)


@dataclass(frozen=True)
class Board:
    """All tiles of a reader, and whether they are still to be believed."""

    tiles: list[Tile]
    last_round: datetime | None
    at: datetime

    @property
    def is_new(self) -> bool:
        """Whether nobody has looked at anything here yet: the first round comes when a worker starts."""
        return self.last_round is None

    @property
    def is_stale(self) -> bool:
        """Whether no round was made for some minutes."""
        return self.last_round is not None and self.at - self.last_round > STANDS_STILL

    @property
    def stale_since(self) -> str:
        """When the last round was."""
        return moment(self.last_round) if self.last_round else ""

    @property
    def badge(self) -> Badge:
        """The worst of all; what is stale isn't known, and that is bad."""
        if self.is_new:
            return BADGES[State.UNKNOWN]
        return BADGES[State.BAD if self.is_stale else worst(tile.state for tile in self.tiles)]

    @property
    def headline(self) -> str:
        """How many things want attention."""
        if self.is_new:
            return "Just started"
        if self.is_stale:
            return "Nobody is looking"
        wrong, look = self._count(State.BAD), self._count(State.WARN) + self._count(State.UNKNOWN)
        parts = [f"{wrong} wrong" if wrong else "", f"{look} to look at" if look else ""]
        return ", ".join(filter(None, parts)) or "All is well"

    @property
    def attention(self) -> list[Tile]:
        """What isn't well, the worst first, and of those what has lasted longest."""
        return sorted(
            (tile for tile in self.tiles if tile.state != State.OK), key=lambda tile: (tile.state.rank, tile.row.since)
        )

    @property
    def providers(self) -> list[tuple[str, list[Tile | None]]]:
        """Today by provider: a line for each, with a cell for each of its checks."""
        found = {(tile.row.subject, tile.check.name): tile for tile in self.tiles if tile.check.name in OF_PROVIDERS}
        codes = dict.fromkeys(code for code, _ in found)
        return [(code, [found.get((code, name)) for name in OF_PROVIDERS]) for code in codes]

    @property
    def measured(self) -> list[Tile]:
        """What has limits, beside them."""
        return [tile for tile in self.tiles if tile.meter and tile.check.group != Group.FEED]

    @property
    def sections(self) -> list[tuple[str, list[Tile]]]:
        """Everything else, group by group."""
        shown = (Group.WAITING, Group.COMPONENTS, Group.RECORD, Group.RECOVERY, Group.GROWTH)
        return [(group.value.capitalize(), [t for t in self.tiles if t.check.group == group]) for group in shown]

    def _count(self, state: State) -> int:
        return sum(tile.state == state for tile in self.tiles)


def board_for(user: Person) -> Board:
    """The board as `user` sees it: links lead only where that person may go."""
    at, limits = timezone.now(), limits_now()
    rows = sorted(CheckResult.objects.all(), key=lambda row: row.subject)
    links = {check.name: _link(check, user) for check in registered()}
    tiles = [
        Tile(check, row, at, links[check.name], _meter(row, limits))
        for check in registered()
        for row in rows
        if row.name == check.name
    ]
    return Board(tiles, _last(rows), at)


def headline_now(*, at: datetime) -> str:
    """The headline of the board as everybody reads it."""
    rows = list(CheckResult.objects.all())
    tiles = [Tile(check, row, at, "", None) for check in registered() for row in rows if row.name == check.name]
    return Board(tiles, _last(rows), at).headline


def _last(rows: Iterable[CheckResult]) -> datetime | None:
    return max((row.checked_at for row in rows if row.name == "beat"), default=None)


def _link(check: Check, user: Person) -> str:
    """The screen that mends it; "" when there is none for this person."""
    if "." in check.screen:
        return list_of(apps.get_model(check.screen), user=user)
    try:
        return reverse(check.screen) if check.screen else ""
    except NoReverseMatch:  # an application that is registered but has no such screen here
        return ""


def _meter(row: CheckResult, limits: dict[str, Limit]) -> Meter | None:
    measure, limit = MEASURES.get(row.measure), limits.get(row.measure)
    if measure is None or limit is None or row.value is None:
        return None
    scale = FULL / (limit.critical * 1.25 or 1)
    unit = f" {measure.unit}" if measure.unit else ""
    return Meter(
        shown=f"{row.value:,.0f}{unit}" if row.value >= FULL else f"{row.value:.3g}{unit}",
        limits=f"aim {limit.target:g}, look at it from {limit.warning:g}, wrong from {limit.critical:g}{unit}",
        filled=min(row.value * scale, FULL),
        warning=limit.warning * scale,
        critical=limit.critical * scale,
    )
