"""While the admin is maintained, alone or with everything else, it is open to those who look after that alone."""

import math
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cms.accounts.middleware import AdminMiddleware
from cms.accounts.models import User
from cms.accounts.roles import SYSTEM_ADMINISTRATOR
from cms.accounts.way_in import is_the_way_in

from .occurrences import ADMIN, Occurrence, under_way


class ClosedForMaintenance(AdminMiddleware):
    """Answers 503 with reason, expected end and `Retry-After` in the place of the admin's pages."""

    def instead_of_the_page(self, request: HttpRequest, user: User) -> HttpResponse | None:
        """The page that says so; nothing for those who propose, approve and end maintenance, and at the way in."""
        if is_the_way_in(request.resolver_match) or looks_after_it(user):
            return None
        now = timezone.now()
        occurrence = under_way(at=now, scopes=ADMIN)
        if occurrence is None:
            return None
        answer = render(
            request, "operations/closed.html", {"occurrence": occurrence}, status=HTTPStatus.SERVICE_UNAVAILABLE
        )
        answer["Retry-After"] = str(seconds_left(occurrence))
        answer["Cache-Control"] = "no-store"
        return answer


def looks_after_it(user: User) -> bool:
    """Whether somebody proposes maintenance or decides about it."""
    may_propose = user.has_perm("operations.change_maintenancewindow")
    return may_propose or user.groups.filter(name=SYSTEM_ADMINISTRATOR).exists()


def seconds_left(occurrence: Occurrence) -> int:
    """How many seconds until its expected end; at least one."""
    return max(math.ceil((occurrence.ends_at - timezone.now()).total_seconds()), 1)
