"""What happened in a run, put into the order in which an operator asks: how far, how much, against which limit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec

from cms.facts import wording
from cms.facts.badges import Badge
from fundfeed.adapters import board
from fundfeed.adapters.board import Progress
from fundfeed.models import FeedRun
from fundfeed.records.changes import Measure
from fundfeed.records.findings import Outcome

from .words import MEASURES, STAGES

UNTIMED = "notify"  # it comes after the run has ended, and is in the log
SOON, LATER = 2, 60  # seconds
SILENCE = timedelta(minutes=10)
SHARELESS = "empty"  # it measures the whole index, so there is nothing that it would be a share of
STOPPING = {Outcome.HALTED, Outcome.AWAITING_RELEASE, Outcome.FAILED}


@dataclass(frozen=True)
class Stage:
    """One of the nine stages: how far it came, how long it took, and its share of the whole run in percent."""

    name: str
    purpose: str
    state: Badge
    seconds: float | None
    start: float
    width: float


@dataclass(frozen=True)
class MeasureRow:
    """One measured value beside its limit."""

    label: str
    count: int
    share: str
    limit: str
    result: Badge


def title(run: FeedRun) -> str:
    """How people call a run."""
    return f"Run {run.pk}"


def stages(run: FeedRun) -> list[Stage]:
    """The stages in order, with a bar that shows when each ran."""
    whole = sum(run.timings.values()) or 1.0
    told, passed = [], 0.0
    for name, purpose in STAGES.items():
        if name == UNTIMED and run.outcome and name not in run.timings:
            continue
        seconds = run.timings.get(name)
        width = 100 * (seconds or 0.0) / whole
        told.append(Stage(name, purpose, _stage_state(run, name), seconds, round(passed, 2), round(width, 2)))
        passed += width
    return told


def _stage_state(run: FeedRun, name: str) -> Badge:
    if name == run.stage and run.outcome in STOPPING:
        return Badge("Stopped here", "bad")
    if name == run.stage and not run.outcome:
        return Badge("Running", "notice")
    if name in run.timings:
        return Badge("Done", "good")
    if not run.outcome:
        return Badge("To come")
    return Badge("Not needed" if run.outcome == Outcome.UNCHANGED else "Not reached")


def measures(run: FeedRun) -> list[MeasureRow]:
    """The verdict of the guard: every value beside its limit, those that passed too."""
    return [_measure_row(measure) for measure in run.verdict]


def measured(measures: Iterable[Measure]) -> list[MeasureRow]:
    """The same of a dry run, which keeps nothing."""
    return [_measure_row(msgspec.to_builtins(measure)) for measure in measures]


def _measure_row(measure: dict[str, Any]) -> MeasureRow:
    limit = measure.get("limit")
    if measure["is_tripped"]:
        result = Badge("Beyond limit", "bad")
    else:
        result = Badge("Within limit", "good") if limit else Badge("No limit")
    return MeasureRow(
        label=MEASURES.get(measure["name"]) or wording.label(measure["name"]),
        count=measure["count"],
        share="" if measure["name"] == SHARELESS else wording.share(measure["share"]),
        limit=f"{limit['count']} and {wording.share(limit['share'])}" if limit else "",
        result=result,
    )


def counts(run: FeedRun) -> list[tuple[str, int]]:
    """What the run counted, in words."""
    return [(wording.label(name), number) for name, number in run.counts.items()]


def took(run: FeedRun) -> str:
    """How long the run took, or has been going according to its last heartbeat."""
    length: timedelta = (run.finished_at or run.heartbeat_at) - run.started_at
    return wording.duration(length.total_seconds())


def live(run: FeedRun) -> Progress | None:
    """What a going run shows, put over its row: the row alone doesn't tell what its transaction hides."""
    progress = None if run.outcome else board.read(run)
    if progress:
        run.stage, run.timings = progress.stage, dict(progress.timings)
    return progress


def now(run: FeedRun) -> str:
    """Which stage a going run is in, in one line; "" when it has ended."""
    if run.outcome:
        return ""
    if run.stage not in STAGES:
        return "The run begins."
    return f"Stage {list(STAGES).index(run.stage) + 1} of {len(STAGES)}, {run.stage}: {STAGES[run.stage].lower()}."


def refresh_after(run: FeedRun, *, now: datetime) -> int | None:
    """In how many seconds the page of the run should be shown anew; None when all is told.

    A run that shows no sign of life is asked rarely: the minute's round will say what became of it.
    """
    if run.outcome:
        return None
    return SOON if now - run.heartbeat_at < SILENCE else LATER
