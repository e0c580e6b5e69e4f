"""The same trouble over time: by month, what was wrong how often and how long, and how runs of each provider ended."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils import timezone
from msgspec import Struct

from fundfeed.models import FeedRun
from fundfeed.records.findings import Outcome

from ..checks.known import registered
from ..models import Trouble
from ..served.periods import Period, midnight, periods
from ..states import State
from ..wording import age, counted

UNWELL: Final = (Outcome.HALTED, Outcome.FAILED, Outcome.AWAITING_RELEASE, Outcome.ROLLED_BACK)
MOST: Final = 50


class Line(Struct, frozen=True):
    """One trouble, and what each month saw of it, the present one first; how often in all of them."""

    title: str
    subject: str
    months: list[str]
    times: int


class Report(Struct, frozen=True):
    """Troubles of the last months: of providers' deliveries and of everything that is looked at; and the last ones."""

    months: list[Period]
    runs: list[Line]
    checks: list[Line]
    last: list[Trouble]


def report(*, at: datetime) -> Report:
    """What happened again and again, most often first."""
    months = periods("month", today=timezone.localdate(at))
    since = midnight(months[-1].first)
    found = Trouble.objects.filter(Q(ended_at=None) | Q(ended_at__gte=since))
    return Report(months, _runs(months, since), _checks(months, list(found), at), list(found[:MOST]))


def _runs(months: Sequence[Period], since: datetime) -> list[Line]:
    """How often runs of each provider didn't end well, by reason."""
    ended = FeedRun.objects.filter(outcome__in=UNWELL, started_at__gte=since).order_by()
    days = ended.annotate(day=TruncDate("started_at"), times=Count("pk"))
    seen: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0] * len(months))
    for code, outcome, reason, day, times in days.values_list("provider__code", "outcome", "reason", "day", "times"):
        for place, month in enumerate(months):
            seen[code, _how(outcome, reason)][place] += times * month.holds(day)
    lines = [
        Line(what.capitalize(), code, [str(times or "") for times in counts], sum(counts))
        for (code, what), counts in seen.items()
    ]
    return sorted(lines, key=lambda line: (-line.times, line.subject, line.title))


def _how(outcome: str, reason: str) -> str:
    return ": ".join(filter(None, (outcome, reason))).replace("_", " ")


def _checks(months: Sequence[Period], found: Iterable[Trouble], at: datetime) -> list[Line]:
    """How often each check wasn't well with each subject, and for how long."""
    titles = {check.name: check.title for check in registered()}
    by_key: defaultdict[tuple[str, str], list[Trouble]] = defaultdict(list)
    for trouble in found:
        by_key[trouble.name, trouble.subject].append(trouble)
    lines = [
        Line(titles.get(name, name), subject, [_told(month, group, at) for month in months], len(group))
        for (name, subject), group in by_key.items()
    ]
    return sorted(lines, key=lambda line: (-line.times, line.title, line.subject))


def _told(month: Period, group: Iterable[Trouble], at: datetime) -> str:
    """How often and how long within a month; a trouble that crosses its end counts in both."""
    begins, ends = midnight(month.first), min(midnight(month.after), at)
    spans = [(max(one.began_at, begins), min(one.ended_at or at, ends)) for one in group]
    within = [ended - began for began, ended in spans if ended > began or (ended == began and began > begins)]
    return f"{counted(len(within), 'time')}, {age(sum(within, timedelta()))}" if within else ""


def of_day(start: datetime, end: datetime) -> list[Trouble]:
    """What was wrong at any time between, the longest first."""
    found = Trouble.objects.filter(state=State.BAD.value, began_at__lt=end).filter(
        Q(ended_at=None) | Q(ended_at__gt=start)
    )
    return sorted(found, key=lambda one: max(one.began_at, start) - (one.ended_at or end))
