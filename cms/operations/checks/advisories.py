"""Known weaknesses of what is installed, as `make advisories` was told of them last."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec
from django.conf import settings

from ..states import Result, State
from ..wording import age, counted, moment
from .registry import Scene

DUE: Final = timedelta(days=2)  # somebody is asked each day
LATE: Final = timedelta(days=7)
NAMED: Final = 3


class Advisory(msgspec.Struct, frozen=True):
    """A weakness that is known of a package."""

    package: str
    advisory: str


class Report(msgspec.Struct, frozen=True, rename="camel"):
    """What `infra.advisories` writes, as far as it is shown."""

    asked_at: datetime
    packages: int
    advisories: tuple[Advisory, ...]


def advisories(scene: Scene) -> Iterator[Result]:
    """Whether anything is known of the packages, and whether somebody asked lately; nothing where no report is kept."""
    if settings.ADVISORIES_REPORT is None:
        return
    report = _read(settings.ADVISORIES_REPORT)
    if report is None:
        yield Result(state=State.UNKNOWN, sentence="There is no report on known weaknesses that can be read.")
        return
    since = scene.at - report.asked_at
    said = f"Asked {moment(report.asked_at)} about {counted(report.packages, 'package')}"
    if report.advisories:
        yield Result(state=State.BAD, sentence=f"{said}: {_named(report)}.", since=report.asked_at)
    elif since > DUE:
        late = State.BAD if since > LATE else State.WARN
        yield Result(state=late, sentence=f"Nobody asked for known weaknesses for {age(since)}.", since=report.asked_at)
    else:
        yield Result(state=State.OK, sentence=f"{said}: no weakness is known.")


def _read(file: Path) -> Report | None:
    try:
        return msgspec.json.decode(file.read_bytes(), type=Report)
    except (OSError, msgspec.MsgspecError):
        return None


def _named(report: Report) -> str:
    """The first few of them, and how many there are."""
    first = ", ".join(f"{one.package} ({one.advisory})" for one in report.advisories[:NAMED])
    more = len(report.advisories) - NAMED
    return f"known weaknesses of {first}" + (f" and {more} more" if more > 0 else "")
