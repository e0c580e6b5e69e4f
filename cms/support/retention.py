"""What is known of people who asked is kept no longer than needed; number, clocks and timeline stay."""

from datetime import datetime, timedelta
from typing import Final

import structlog
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from cms.accounts.models import User
from cms.cases import services as cases
from cms.privacy.register import NotAllForgottenError
from fundfeed.services import forget_messages

from .letters import thread_of
from .models import SupportRequest
from .services import move

SILENT: Final = timedelta(days=14)
ERASED: Final = "erased"
BY_POLICY: Final = "by policy, since its time was over"
ON_REQUEST: Final = "because the person asked for it and two people agreed"
log = structlog.get_logger(__name__)


def close_solved(*, at: datetime) -> int:
    """Close what was solved two weeks ago and nobody came back to; says how many."""
    solved = SupportRequest.objects.filter(case__state="solved", case__resolved_at__lt=at - SILENT)
    requests = list(solved.select_related("case"))
    for request in requests:
        move(request=request, to="closed", by=None, at=at)
    return len(requests)


def forget(before: datetime) -> int:
    """Erase what was written about requests that were closed before that moment; says how many."""
    return _erase_all(SupportRequest.objects.all(), at=timezone.now(), before=before, why=BY_POLICY)


def requests_of(person: User) -> "QuerySet[SupportRequest]":
    """What one person asked, signed in or by the same address."""
    theirs = Q(colleague=person) | (Q(email__iexact=person.email) if person.email else Q())
    return SupportRequest.objects.filter(theirs).order_by("pk")


def erase_of(person: User) -> None:
    """Erase what was written about the closed requests of one person, however fresh."""
    now = timezone.now()
    _erase_all(requests_of(person), at=now, before=now, why=ON_REQUEST)


def _erase_all(requests: "QuerySet[SupportRequest]", *, at: datetime, before: datetime, why: str) -> int:
    old = requests.filter(erased_at=None, case__closed_at__lt=before)
    erased, failed = 0, []
    for pk, number in list(old.values_list("pk", "case__number")):
        try:
            erased += _erase(pk, at=at, before=before, why=why)
        except Exception:  # one that can't be erased keeps no other person's words
            log.exception("support.erasure.failed", request=number)
            failed.append(number)
    if failed:
        raise NotAllForgottenError(erased, f"Not erased: {', '.join(failed)}")
    return erased


@transaction.atomic
def _erase(pk: int, *, at: datetime, before: datetime, why: str) -> bool:
    """Erase one, unless it was taken up again meanwhile."""
    request = SupportRequest.objects.select_related("case").get(pk=pk)
    closed_at = cases.lock(request.case).closed_at
    if closed_at is None or closed_at >= before:
        return False
    for name in SupportRequest.PERSONAL:
        setattr(request, name, "")
    request.erased_at = at
    request.save()  # first: the database lets words go once their request is erased
    request.messages.all().delete()
    request.hand_overs.all().delete()
    forget_messages(thread=thread_of(request.case.number))
    words = f"What was written about this was erased {why}."
    cases.write(case=request.case, action=ERASED, words=words, by=None, at=at)
    return True
