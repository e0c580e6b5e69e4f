"""The queue: open requests, the one whose clock ends first on top."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from msgspec import Struct

from cms.accounts.models import User
from cms.cases.clocks import Clock, clocks_of
from cms.operations.wording import age

from .handing_over import given_up
from .kind import PRIORITIES
from .models import SupportRequest


class Line(Struct, frozen=True, kw_only=True):
    """One request as the queue shows it."""

    request: SupportRequest
    priority: str
    tier: str
    state: str
    clock: str
    is_late: bool
    due: datetime | None
    is_given_up: bool = False


def requests_for(user: User) -> "QuerySet[SupportRequest]":
    """All requests for those who answer, one's own for everybody else."""
    every = SupportRequest.objects.select_related("case__owner", "colleague")
    return every if user.has_perm("support.view_supportrequest") else every.filter(colleague=user)


def lines(requests: Iterable[SupportRequest], *, at: datetime) -> list[Line]:
    """Requests with the clock that ends first, late ones on top, those without a running clock at the end."""
    known = list(requests)
    lost = given_up(known)
    found = [line_of(request, at=at, is_given_up=request.pk in lost) for request in known]
    return sorted(found, key=lambda line: (line.due is None, line.due or line.request.case.opened_at))


def line_of(request: SupportRequest, *, at: datetime, is_given_up: bool = False) -> Line:
    """One request with the clock that ends first, and whether the other ticket system missed something of it."""
    case = request.case
    running = [clock for clock in clocks_of(case) if clock.met_at is None and not clock.is_paused]
    first = min(running, key=lambda clock: clock.due, default=None)
    return Line(
        request=request,
        priority=PRIORITIES[case.priority],
        tier=case.track,
        state=request.state_words,
        clock=in_words(first, at=at) if first else ("stands still" if case.paused_since else ""),
        is_late=bool(first and first.is_over(at)),
        due=first.due if first else None,
        is_given_up=is_given_up,
    )


def in_words(clock: Clock, *, at: datetime) -> str:
    """How a clock stands: "response in 3 h", "resolution 2 days late"."""
    if clock.met_at is not None:
        return f"{clock.title} {'too late' if clock.is_over(at) else 'in time'}"
    if clock.is_paused:
        return f"{clock.title} stands still"
    late = at > clock.due
    return f"{clock.title} {age(at - clock.due)} late" if late else f"{clock.title} in {age(clock.due - at)}"


def of_tier(requests: "QuerySet[SupportRequest]", tier: str) -> "QuerySet[SupportRequest]":
    """Those of a tier; all without one."""
    return requests.filter(case__track=tier) if tier else requests


def still_open(requests: "QuerySet[SupportRequest]") -> "QuerySet[SupportRequest]":
    """Those that somebody has to see to, or that may still be taken up again."""
    return requests.filter(case__closed_at=None)
