"""What a round leaves behind beside its results: probes by the minute, measures by the hour, and troubles."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from ..checks.running import Looked
from ..models import CheckResult, Trouble
from ..served.minutes import Probed, add_measured, add_probed
from ..states import Result, State

PROBES: Final = ("api", "site")  # checks whose names are areas
TROUBLED: Final = (State.BAD, State.WARN)


def note(found: Sequence[Looked], *, at: datetime) -> None:
    """Add what a round heard and measured to its minute and its hour."""
    minute = at.replace(second=0, microsecond=0)
    add_probed(filter(None, map(_probed, found)), minute=minute)
    measured = [(one.measure, one.value) for looked in found for one in looked.results]
    add_measured(
        [(measure, value) for measure, value in measured if measure and value is not None],
        hour=minute.replace(minute=0),
    )


def _probed(looked: Looked) -> Probed | None:
    """The probes of a check; a slow answer is one, and what isn't known is none."""
    asked = [result for result in looked.results if result.state != State.UNKNOWN]
    if looked.check.name not in PROBES or not asked:
        return None
    return Probed(looked.check.name, len(asked), sum(map(_is_unanswered, asked)))


def _is_unanswered(result: Result) -> bool:
    return result.state == State.BAD and result.value is None


def follow_troubles(rows: Iterable[CheckResult], names: Iterable[str], *, at: datetime) -> None:
    """Open a trouble for each subject that isn't well, keep its worst, and close it when all is well or nobody asks.

    What isn't known ends no trouble and begins none.
    """
    opened = {(one.name, one.subject): one for one in Trouble.objects.filter(ended_at=None, name__in=list(names))}
    found = {(row.name, row.subject): row for row in rows}
    troubled = {key: row for key, row in found.items() if State(row.state) in TROUBLED}
    Trouble.objects.bulk_create(
        (_trouble(row, at) for key, row in troubled.items() if key not in opened), ignore_conflicts=True
    )
    worse = [one for key, one in opened.items() if key in troubled and _is_worse(one, troubled[key])]
    Trouble.objects.bulk_update(worse, ("state", "sentence"))
    ended = [one.pk for key, one in opened.items() if _is_over(found, key)]
    Trouble.objects.filter(pk__in=ended).update(ended_at=at)


def _trouble(row: CheckResult, at: datetime) -> Trouble:
    return Trouble(
        name=row.name,
        subject=row.subject,
        state=row.state,
        sentence=row.sentence,
        began_at=min(row.since, at),
    )


def _is_worse(trouble: Trouble, row: CheckResult) -> bool:
    """Whether it got worse; then it takes over what is said now."""
    if State(row.state).rank >= State(trouble.state).rank:
        return False
    trouble.state, trouble.sentence = row.state, row.sentence
    return True


def _is_over(found: Mapping[tuple[str, str], CheckResult], key: tuple[str, str]) -> bool:
    return key not in found or State(found[key].state) == State.OK
