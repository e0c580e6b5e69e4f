"""Refused sign-ins by account and by address, and who is locked out now; addresses only of the last weeks."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet, Sum
from django.db.models.functions import Lower
from msgspec import Struct

from cms.accounts.models import User
from cms.audit.models import AuditEvent

SHOWN_FOR: Final = timedelta(days=30)
MOST: Final = 25
REFUSED: Final = "session.refused"


class Line(Struct, frozen=True):
    """One account or address: how often it was refused, how many others with it, when last."""

    what: str
    is_known: bool
    times: int
    others: int
    last: datetime


class LockOut(Struct, frozen=True):
    """A name or an address that is locked out, and until when."""

    what: str
    is_address: bool
    person: int | None
    times: int
    ends: datetime


def by_account(*, at: datetime, days: int) -> list[Line]:
    """The names that were refused most; one that nobody has may be a mistyped password, and isn't told."""
    known = set(User.objects.annotate(low=Lower("username")).values_list("low", flat=True))
    rows = _refused(at, days).annotate(what=Lower("label")).values("what")
    told = rows.annotate(times=Count("pk"), others=Count("address", distinct=True), last=Max("at"))
    named = told.filter(what__in=known).order_by("-times", "what")[:MOST]
    lines = [Line(row["what"], True, row["times"], row["others"], row["last"]) for row in named]
    rest = _refused(at, days).annotate(what=Lower("label")).exclude(what__in=known)
    sums = rest.aggregate(times=Count("pk"), others=Count("address", distinct=True), last=Max("at"))
    return lines + ([Line("names that nobody has", False, **sums)] if sums["times"] else [])


def by_address(*, at: datetime, days: int) -> list[Line]:
    """The addresses that were refused most."""
    rows = _refused(at, days).exclude(address="").values("address")
    told = rows.annotate(times=Count("pk"), others=Count("label", distinct=True), last=Max("at"))
    found = told.order_by("-times", "address")[:MOST]
    return [Line(row["address"], True, row["times"], row["others"], row["last"]) for row in found]


def locked_out(*, at: datetime) -> list[LockOut]:
    """Who is locked out at this moment, names before addresses."""
    recent = AccessAttempt.objects.filter(attempt_time__gte=at - settings.AXES_COOLOFF_TIME)
    people = {name.lower(): pk for name, pk in User.objects.values_list("username", "pk")}
    names = [
        LockOut(name, False, people[name], times, begun + settings.AXES_COOLOFF_TIME)
        for name, times, begun in _sums(recent, "username", settings.AXES_FAILURE_LIMIT)
        if name in people
    ]
    addresses = [
        LockOut(address, True, None, times, begun + settings.AXES_COOLOFF_TIME)
        for address, times, begun in _sums(recent, "ip_address", settings.AXES_ADDRESS_LIMIT)
    ]
    return names + addresses


def _sums(recent: QuerySet[AccessAttempt], of: str, limit: int) -> Iterable[tuple[str, int, datetime]]:
    sums = recent.values(of).annotate(times=Sum("failures_since_start"), begun=Max("attempt_time"))
    return sums.filter(~Q(**{of: None}), times__gte=limit).order_by(of).values_list(of, "times", "begun")


def _refused(at: datetime, days: int) -> QuerySet[AuditEvent]:
    since = at - min(timedelta(days=days), SHOWN_FOR)
    return AuditEvent.objects.filter(action=REFUSED, at__gte=since)
