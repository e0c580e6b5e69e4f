"""The three clocks of a case: pure, with the time as an argument."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct

from .kinds import Times
from .models import Case

CLOCKS: Final = {"response": "response", "update": "next update", "resolution": "resolution"}


class Clock(Struct, frozen=True, kw_only=True):
    """One clock: until when, how long it had, and when it was stopped in time or not."""

    name: str
    title: str
    due: datetime
    time: timedelta
    met_at: datetime | None = None
    is_paused: bool = False

    def is_over(self, at: datetime) -> bool:
        """Whether it ran over, or was stopped too late."""
        return not self.is_paused and (self.met_at or at) > self.due

    def over_by(self, at: datetime) -> float:
        """By which share of its time it has run over; below 0 while it runs."""
        return (at - self.due) / self.time


def clocks_of(case: Case) -> Iterator[Clock]:
    """The clocks that the case has; that of updates ends with its resolution."""
    ended = {"response": case.responded_at or case.resolved_at, "resolution": case.resolved_at}
    for name, title in CLOCKS.items():
        due, time = getattr(case, f"{name}_due"), getattr(case, f"{name}_time")
        if due is not None and time is not None:
            is_paused = case.paused_since is not None and ended.get(name) is None
            yield Clock(name=name, title=title, due=due, time=time, met_at=ended.get(name), is_paused=is_paused)


def start(case: Case, times: Times, *, at: datetime) -> None:
    """Give the case its times and let its clocks run from now on."""
    for name in CLOCKS:
        time = getattr(times, name)
        setattr(case, f"{name}_time", time)
        setattr(case, f"{name}_due", at + time if time else None)


def change(case: Case, times: Times) -> None:
    """Give the case other times: what is due moves by the difference, as if they had held from the start."""
    for name in CLOCKS:
        time, before, due = getattr(times, name), getattr(case, f"{name}_time"), getattr(case, f"{name}_due")
        began = due - before if due and before else case.opened_at
        is_running = due is not None or not (name == "update" and case.resolved_at)
        setattr(case, f"{name}_time", time)
        setattr(case, f"{name}_due", began + time if time and is_running else None)


def pause(case: Case, *, at: datetime) -> None:
    """Stop the clocks until `resume`."""
    case.paused_since = case.paused_since or at


def resume(case: Case, *, at: datetime) -> None:
    """Let the clocks go on: what is due moves by as long as they stood."""
    if case.paused_since is None:
        return
    for name in CLOCKS:
        if due := getattr(case, f"{name}_due"):
            setattr(case, f"{name}_due", due + (at - case.paused_since))
    case.paused_since = None


def restart_updates(case: Case, *, at: datetime) -> None:
    """Let the clock of updates begin anew; a resolved case has none."""
    case.update_due = at + case.update_time if case.update_time and not case.resolved_at else None
