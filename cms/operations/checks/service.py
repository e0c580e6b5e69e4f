"""How well the service served: errors of the last hour, and availability of the last thirty days."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from ..served.accounting import available_since
from ..states import Result, State
from ..wording import counted
from .registry import Scene

HOUR: Final = timedelta(hours=1)
MONTH: Final = timedelta(days=30)
TITLES: Final = {"api": "API", "site": "public site"}
FEWEST: Final = 5  # one error in a quiet night is a line in the log, not an alarm


def errors(scene: Scene) -> Iterator[Result]:
    """How many of the API's answers within the last hour were errors of ours."""
    now = scene.at.replace(second=0, microsecond=0)
    found = available_since(now - HOUR, at=now)["api"]
    if not found.requests:
        yield Result(state=State.OK, sentence="Nothing was asked within the last hour.")
        return
    percent = found.error_percent or 0.0
    yield Result(
        state=scene.limits["error_percent"].state(percent) if found.errors >= FEWEST else State.OK,
        sentence=f"{counted(found.errors, 'error')} in {counted(found.requests, 'answer')} of the last hour.",
        value=percent,
        measure="error_percent",
    )


def availability(scene: Scene) -> Iterator[Result]:
    """In how many of the last thirty days' minutes API and site were up; announced maintenance is apart."""
    now = scene.at.replace(second=0, microsecond=0)
    for area, found in available_since(now - MONTH, at=now).items():
        if found.available is None:
            yield Result(
                state=State.UNKNOWN, subject=TITLES[area], sentence="Not measured yet: it is done each minute."
            )
            continue
        missing = 100 - found.available
        told = f"{found.available:.3f} % of thirty days: {counted(found.down, 'minute')} down"
        yield Result(
            state=scene.limits["unavailable_percent"].state(missing),
            subject=TITLES[area],
            sentence=f"{told}, {found.unmeasured:,} not measured, {found.apart:,} in maintenance.",
            value=missing,
            measure="unavailable_percent",
        )
