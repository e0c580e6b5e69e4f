"""The minute's look at all clocks: each that ran over is told once to each rung of its kind's ladder."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from cms.operations.wording import age, moment

from .clocks import Clock, clocks_of
from .kinds import Rung, kinds
from .models import Case, CaseBreach
from .services import write
from .telling import addresses, tell

OWN = "an earlier mail went to those before you"


def tell_of_breaches(*, at: datetime) -> int:
    """Tell of every clock that ran over since the last look; says how many mails that made."""
    over = Q(response_due__lt=at, responded_at=None) | Q(update_due__lt=at) | Q(resolution_due__lt=at)
    known = [kind.code for kind in kinds()]
    late = Case.objects.filter(over, kind__in=known, closed_at=None, resolved_at=None, paused_since=None)
    return sum(_look(pk, at) for pk in list(late.order_by("pk").values_list("pk", flat=True)))


@transaction.atomic
def _look(pk: int, at: datetime) -> int:
    """Tell of one case, unless somebody works on it at this moment: the next look comes in a minute."""
    free = Case.objects.select_for_update(skip_locked=True, of=("self",)).select_related("owner")
    case = free.filter(pk=pk, resolved_at=None, paused_since=None).first()
    if case is None:
        return 0
    running = [clock for clock in clocks_of(case) if clock.met_at is None and clock.is_over(at)]
    return sum(
        _tell_once(case, clock, number, at)
        for clock in running
        for number, rung in enumerate(case.its_kind.ladder)
        if clock.over_by(at) >= rung.over
    )


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
