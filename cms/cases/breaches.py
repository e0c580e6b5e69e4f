"""The minute's look at all clocks: each that ran over is told once to each rung of its kind's ladder.

What was told costs a look nothing more, and a look tells of so many cases at the most: the worker has other work.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

import structlog
from django.db import transaction
from django.db.models import Q

from cms.operations.wording import age, moment

from .clocks import Clock, clocks_of
from .kinds import Rung, kinds
from .models import Case, CaseBreach
from .services import write
from .telling import addresses, tell

OWN = "an earlier mail went to those before you"
MOST: Final = 200  # cases that one look tells of
log = structlog.get_logger(__name__)


def tell_of_breaches(*, at: datetime) -> int:
    """Tell of clocks that ran over since the last look, two hundred cases at a time; says how many mails that made."""
    told: list[int] = []
    for pk in _untold(at):
        if len(told) == MOST:
            log.warning("cases.told_later", most=MOST)
            break
        told += _by_itself(pk, at)
    return sum(told)


def _untold(at: datetime) -> list[int]:
    """The cases with something that nobody was told, in two queries whatever their number."""
    over = Q(response_due__lt=at, responded_at=None) | Q(update_due__lt=at) | Q(resolution_due__lt=at)
    known = [kind.code for kind in kinds()]
    late = Case.objects.filter(over, kind__in=known, closed_at=None, resolved_at=None, paused_since=None)
    told = set(CaseBreach.objects.filter(case__in=late).values_list("case", "clock", "due", "rung"))
    return [
        case.pk
        for case in late.order_by("pk")
        if any((case.pk, clock.name, clock.due, rung) not in told for clock, rung in _reached(case, at))
    ]


def _reached(case: Case, at: datetime) -> Iterator[tuple[Clock, int]]:
    """The clocks that ran over, each with the rungs of the ladder that are to know."""
    for clock in clocks_of(case):
        if clock.met_at is None and clock.is_over(at):
            for number, rung in enumerate(case.its_kind.ladder):
                if clock.over_by(at) >= rung.over:
                    yield clock, number


def _by_itself(pk: int, at: datetime) -> list[int]:
    """How many mails one case made; of one that can't be told, the log says why, and the others are told."""
    try:
        return [_look(pk, at)]
    except Exception:
        log.exception("case.not_told", case=pk)
        return []


@transaction.atomic
def _look(pk: int, at: datetime) -> int:
    """Tell of one case, unless somebody works on it at this moment: the next look comes in a minute."""
    free = Case.objects.select_for_update(skip_locked=True, of=("self",)).select_related("owner")
    case = free.filter(pk=pk, resolved_at=None, paused_since=None).first()
    if case is None:
        return 0
    return sum(_tell_once(case, clock, number, at) for clock, number in _reached(case, at))


def _tell_once(case: Case, clock: Clock, number: int, at: datetime) -> bool:
    _, is_new = CaseBreach.objects.get_or_create(
        case=case, clock=clock.name, due=clock.due, rung=number, defaults={"at": at}
    )
    if is_new:
        _tell(case, clock, number, at)
    return is_new


def _tell(case: Case, clock: Clock, number: int, at: datetime) -> None:
    rung: Rung = case.its_kind.ladder[number]
    late = f"{clock.title.capitalize()} was due on {moment(clock.due)}, {age(at - clock.due)} ago."
    who = ", ".join(rung.roles)
    escalated = f" {case.owner or 'Nobody'} has it, and {OWN}." if number else ""
    tell(
        case=case,
        subject=f"{'Escalated: ' if number else ''}{clock.title} overdue",
        text=f"{late}{escalated}",
        to=addresses(roles=rung.roles, people=[case.owner]),
    )
    write(case=case, action="overdue", words=f"{late} Told: {who}.", by=None, at=at)
