"""What the guard measured over the last runs, as charts beside their limits, to tune the limits by."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cms.facts import wording
from cms.facts.badges import Badge
from fundfeed.models import FeedRun, Provider

from . import words

MOST_RUNS = 60
WIDTH, HEIGHT, PITCH = 600, 80, 10  # of the drawing; a bar takes its pitch less two
FULL = 2.0  # a bar that used twice its limit reaches the top; more looks the same and is told in words
FLOOR = 1.0  # so that a zero is seen as a run

Measured = Mapping[str, Any]


@dataclass(frozen=True)
class Bar:
    """One run in a chart."""

    x: float
    y: float
    height: float
    is_tripped: bool
    told: str


@dataclass(frozen=True)
class Chart:
    """One measure over time; `limit_y` is where its limit is drawn, None when it has none."""

    name: str
    label: str
    summary: str
    bars: list[Bar]
    limit_y: float | None


@dataclass(frozen=True)
class Line:
    """One run in the table: each measure in words."""

    run: FeedRun
    outcome: Badge
    cells: list[str]


def measured_runs(provider: Provider) -> list[FeedRun]:
    """The last finished runs that came as far as the guard, the oldest first."""
    finished = provider.runs.exclude(outcome="").exclude(verdict=[])
    return list(
        reversed(finished.only("provider", "started_at", "outcome", "verdict").order_by("-started_at")[:MOST_RUNS])
    )


def charts(runs: Sequence[FeedRun]) -> list[Chart]:
    """A chart for each measure of the guard."""
    verdicts = [(run, {measure["name"]: measure for measure in run.verdict}) for run in runs]
    return [_chart(name, label, verdicts) for name, label in words.MEASURES.items() if runs]


def lines(runs: Sequence[FeedRun]) -> list[Line]:
    """The same as a table, the latest first."""
    return [_line(run) for run in reversed(runs)]


def used(measure: Measured) -> float | None:
    """How much of its limit a value used: 1 is the limit. Both parts must be exceeded, so the smaller one counts."""
    limit = measure.get("limit")
    if not limit:
        return None
    return min(_part(measure["count"], limit["count"]), _part(measure["share"], limit["share"]))


def _part(value: float, limit: float) -> float:
    if limit:
        return value / limit
    return FULL if value else 0.0


def _line(run: FeedRun) -> Line:
    verdict = {measure["name"]: measure for measure in run.verdict}
    cells = [_told(verdict[name]) if name in verdict else "" for name in words.MEASURES]
    return Line(run, words.outcome(run.outcome), cells)


def _chart(name: str, label: str, verdicts: Sequence[tuple[FeedRun, Mapping[str, Measured]]]) -> Chart:
    measures = [(run, verdict[name]) for run, verdict in verdicts if name in verdict]
    values = [used(measure) for _, measure in measures]
    has_limit = any(value is not None for value in values)
    top = FULL if has_limit else float(max((measure["count"] for _, measure in measures), default=0) or 1)
    heights = [
        value or 0.0 if has_limit else float(measure["count"])
        for (_, measure), value in zip(measures, values, strict=True)
    ]
    first = MOST_RUNS - len(measures)
    return Chart(
        name=name,
        label=label,
        summary=_summary(measures),
        bars=[
            _bar(first + place, height / top, run, measure)
            for place, (height, (run, measure)) in enumerate(zip(heights, measures, strict=True))
        ],
        limit_y=HEIGHT - HEIGHT / FULL if has_limit else None,
    )


def _bar(place: int, part: float, run: FeedRun, measure: Measured) -> Bar:
    height = round(max(FLOOR, HEIGHT * min(part, 1.0)), 2)
    told = f"Run {run.pk}, {run.started_at:%d %b %Y}: {_told(measure)}"
    return Bar(place * PITCH + 1, HEIGHT - height, height, bool(measure["is_tripped"]), told)


def _told(measure: Measured) -> str:
    return " ".join(_words(measure))


def _words(measure: Measured) -> Iterator[str]:
    yield f"{measure['count']:,}"
    if limit := measure.get("limit"):
        yield f"({wording.share(measure['share'])}), limit {limit['count']:,} and {wording.share(limit['share'])}"


def _summary(measures: Sequence[tuple[FeedRun, Measured]]) -> str:
    if not measures:
        return "Not measured yet."
    counts = [measure["count"] for _, measure in measures]
    tripped = sum(bool(measure["is_tripped"]) for _, measure in measures)
    beyond = f"; beyond its limit {'once' if tripped == 1 else f'{tripped} times'}" if tripped else ""
    runs = "1 run" if len(counts) == 1 else f"{len(counts)} runs"
    return f"{runs}, from {min(counts):,} to {max(counts):,}, last {counts[-1]:,}{beyond}."
