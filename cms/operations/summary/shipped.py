"""The paragraphs that come with the product."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Final

from fundfeed.models import FeedRun

from ..checks.known import registered
from ..models import CheckResult
from ..selectors import maintenance
from ..served.accounting import Served, served, total
from ..service.troubles import of_day
from ..service.values import shown
from ..states import State
from ..wording import age, counted, moment
from .registry import Day, Paragraph

AREAS: Final = (("api", "API"), ("site", "Public site"), ("admin", "Admin"))
MOST: Final = 10
SOON: Final = timedelta(days=2)


def performance(day: Day) -> Iterator[str]:
    """How each area served today."""
    days = served(day.start, day.at.replace(second=0, microsecond=0))
    for area, title in AREAS:
        found = total(one for (name, _), one in days.items() if name == area)
        if found.up or found.down:
            yield f"{title}: {', '.join(_parts(found))}."


def _parts(found: Served) -> Iterator[str]:
    yield f"available {shown(found.available or 0, '%', 3)}"
    if found.down:
        yield f"{counted(found.down, 'minute')} down"
    if found.unmeasured:
        yield f"{counted(found.unmeasured, 'minute')} not measured"
    if found.requests:
        yield counted(found.requests, "request")
        yield f"{shown(found.error_percent or 0, '%', 3)} errors"
        yield f"95 of 100 answers within {shown(found.quantile(0.95) or 0, 's', 3)}"


def feed(day: Day) -> Iterator[str]:
    """What each provider delivered today, and how its runs ended."""
    yield from _said("deliveries", "freshness")
    runs = FeedRun.objects.filter(started_at__gte=day.start).exclude(trigger=FeedRun.Trigger.DAY)
    ended: dict[str, int] = {}
    for outcome in runs.values_list("outcome", flat=True):
        ended[outcome] = ended.get(outcome, 0) + 1
    told = ", ".join(f"{count} {outcome.replace('_', ' ') or 'under way'}" for outcome, count in sorted(ended.items()))
    yield f"{counted(sum(ended.values()), 'run')} today{f': {told}' if told else ''}."


def waiting(_day: Day) -> Iterator[str]:
    """What waits for people or for other people's servers."""
    yield from _said("approvals", "holds", "mails", "webhooks")


def troubles(day: Day) -> Iterator[str]:
    """What was wrong today, the longest first."""
    titles = {check.name: check.title for check in registered()}
    found = of_day(day.start, day.at)
    if not found:
        yield "Nothing was wrong today."
    for one in found[:MOST]:
        lasted = age((one.ended_at or day.at) - max(one.began_at, day.start))
        how = f"for {lasted}" if one.ended_at else f"and still is, after {lasted}"
        name = " ".join(filter(None, (titles.get(one.name, one.name), one.subject)))
        yield f"{name} was wrong from {moment(max(one.began_at, day.start))}, {how}: {one.sentence}"
    if len(found) > MOST:
        yield f"And {len(found) - MOST} more: see Operations, Troubles."


def backups(_day: Day) -> Iterator[str]:
    """When the last backup and the last drill were."""
    yield from _said("backup", "restore-drill", "audit", "ledger")


def coming(day: Day) -> Iterator[str]:
    """Maintenance of the next two days."""
    for one in maintenance(at=day.at):
        if one.starts_at <= day.at + SOON:
            yield f"{moment(one.starts_at)} to {moment(one.ends_at)}: {one.message['en']}"


def _said(*names: str) -> Iterable[str]:
    """What the last round said of these checks; what isn't well has its state before it."""
    titles = {check.name: check.title for check in registered()}
    rows = {name: list[CheckResult]() for name in names}
    for row in CheckResult.objects.filter(name__in=names).order_by("subject"):
        rows[row.name].append(row)
    for row in (row for name in names for row in rows[name]):
        what = " ".join(filter(None, (titles[row.name], row.subject)))
        mark = {State.BAD: "[wrong] ", State.WARN: "[look at it] ", State.UNKNOWN: "[not known] "}
        yield f"{mark.get(State(row.state), '')}{what}: {row.sentence}"


SHIPPED: Final = (
    Paragraph(title="Performance", order=10, write=performance),
    Paragraph(title="Feed", order=20, write=feed),
    Paragraph(title="What waits", order=30, write=waiting),
    Paragraph(title="Troubles of the day", order=40, write=troubles),
    Paragraph(title="Backups and the record", order=50, write=backups),
    Paragraph(title="Maintenance that comes", order=60, write=coming),
)
