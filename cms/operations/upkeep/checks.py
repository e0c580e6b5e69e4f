"""Upkeep among the checks: whether what clears away does so, and whether the database keeps up with itself."""

from collections.abc import Iterator

from ..checks.registry import Scene
from ..states import Result, State
from . import readings
from .jobs import jobs


def upkeep(scene: Scene) -> Iterator[Result]:
    """Whether each clean-up job ran and each table is in order."""
    failed = [job.title for job in jobs() if job.last and job.last.fault]
    late = [job.title for job in jobs() if job.is_late(scene.at)]
    tables = [table.name for table in readings.tables() if table.advice]
    told = [
        *(f"Failed: {title}." for title in failed),
        *(f"Not run for a day: {title}." for title in late),
        *([f"Tables to look at: {', '.join(tables)}."] if tables else []),
    ]
    sentence = " ".join(told) or "What clears away does so, and the database keeps up."
    yield Result(state=State.WARN if told else State.OK, sentence=sentence)
