"""Retention among the operations checks: whether it ran, and whether it could remove what it should."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from cms.operations.checks.registry import Check, Group, Scene
from cms.operations.states import Result, State
from cms.operations.wording import age, counted

from .models import last_runs
from .register import entries

DUE: Final = timedelta(hours=26)


def retention(scene: Scene) -> Iterator[Result]:
    """Whether each kind of personal data with a time went in time."""
    runs = last_runs()
    wanted = [entry for entry in entries() if entry.forget]
    missing = [entry.title for entry in wanted if entry.code not in runs or scene.at - runs[entry.code].at > DUE]
    failed = [f"{entry.title}: {run.trouble}" for entry in wanted if (run := runs.get(entry.code)) and run.trouble]
    if failed:
        yield Result(state=State.BAD, sentence=f"Could not be forgotten. {failed[0]}")
    elif missing:
        yield Result(state=State.WARN, sentence=f"Not looked at for a day: {', '.join(missing)}.")
    else:
        oldest = min(runs[entry.code].at for entry in wanted)
        removed = sum(runs[entry.code].removed for entry in wanted)
        yield Result(state=State.OK, sentence=f"Done {age(scene.at - oldest)} ago: {counted(removed, 'row')} went.")


CHECKS: Final = (
    Check(
        name="retention",
        title="Retention",
        group=Group.RECORD,
        look=retention,
        screen="personal_data",
        every=timedelta(hours=1),
        remedy="See whether beat runs; Reports, Personal data says which kind is concerned.",
    ),
)
