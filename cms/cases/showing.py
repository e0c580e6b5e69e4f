"""Clocks and states as screens show them; templates `cases/clocks.html` and `cases/timeline.html` go with it."""

from datetime import datetime

from msgspec import Struct

from cms.facts.badges import Badge, Tone
from cms.operations.wording import age, moment

from .clocks import Clock, clocks_of
from .models import Case

SOON = 0.25  # of its time is left
TONES: dict[str, Tone] = {"P1": "bad", "P2": "caution", "P3": "notice", "P4": "plain"}


class Face(Struct, frozen=True):
    """One clock on a screen: its title, a state, and a sentence."""

    title: str
    badge: Badge
    sentence: str


def faces(case: Case, *, at: datetime) -> list[Face]:
    """The clocks of a case as they stand."""
    return [_face(clock, at) for clock in clocks_of(case)]


def nearest(case: Case, *, at: datetime) -> Face | None:
    """The clock that runs out next, or ran over first; None when none runs."""
    running = [clock for clock in clocks_of(case) if clock.met_at is None and not clock.is_paused]
    return _face(min(running, key=lambda clock: clock.due), at) if running else None


def priority_badge(case: Case) -> Badge:
    """Its priority as a word with a colour."""
    return Badge(case.priority, TONES[case.priority])


def state_badge(case: Case) -> Badge:
    """Its state; what nobody has begun with stands out."""
    state = case.its_state
    is_first = case.state == case.its_kind.first
    tone: Tone = "plain" if state.closes else "good" if state.resolves else "caution" if is_first else "notice"
    return Badge(state.words, tone)


def _face(clock: Clock, at: datetime) -> Face:
    title = clock.title.capitalize()
    if clock.met_at is not None:
        is_late = clock.is_over(at)
        said = f"{moment(clock.met_at)}, {'after it was due on' if is_late else 'due on'} {moment(clock.due)}"
        return Face(title, Badge("late" if is_late else "in time", "caution" if is_late else "good"), said)
    if clock.is_paused:
        return Face(title, Badge("stands", "plain"), "The clock stands while it waits for others.")
    if clock.is_over(at):
        return Face(title, Badge("overdue", "bad"), f"since {moment(clock.due)}, for {age(at - clock.due)}")
    is_soon = clock.over_by(at) > -SOON
    left = f"by {moment(clock.due)}, in {age(clock.due - at)}"
    return Face(title, Badge("soon", "caution") if is_soon else Badge("runs", "notice"), left)
