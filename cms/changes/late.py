"""Emergencies that began and aren't approved: brought to mind before their time is over, and each day afterwards."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F, Q, QuerySet

from cms.accounts.roles import BUSINESS_OPERATOR, SYSTEM_ADMINISTRATOR, SYSTEM_OPERATOR
from cms.cases.services import write
from cms.cases.telling import addresses, tell
from cms.operations.wording import age, moment

from .kind import DROPPED, SENT_BACK
from .models import Change
from .models.change import APPROVED_WITHIN

FIRST: Final = APPROVED_WITHIN / 2
AGAIN: Final = timedelta(days=1)


def unapproved() -> QuerySet[Change]:
    """Emergencies that nobody has approved yet, the oldest first."""
    found = Change.objects.filter(approve_by__isnull=False, approved_at=None).exclude(
        case__state__in=(DROPPED, SENT_BACK)
    )
    return found.select_related("case").order_by("approve_by")


def remind(*, at: datetime) -> int:
    """Mail those who decide at half time, and with those above at its end and each day afterwards; says how often."""
    asked = unapproved().filter(approve_by__lte=at + FIRST)
    again = (
        Q(reminded_at=None) | Q(reminded_at__lte=at - AGAIN) | Q(reminded_at__lt=F("approve_by"), approve_by__lte=at)
    )
    return sum(_remind(pk, at) for pk in list(asked.filter(again).values_list("pk", flat=True)))


@transaction.atomic
def _remind(pk: int, at: datetime) -> bool:
    free = Change.objects.select_for_update(skip_locked=True, of=("self",)).select_related("case")
    change = free.filter(pk=pk, approved_at=None).first()
    if change is None or change.approve_by is None:
        return False
    is_late = change.is_late(at)
    roles = (SYSTEM_ADMINISTRATOR, SYSTEM_OPERATOR, BUSINESS_OPERATOR) if is_late else (SYSTEM_ADMINISTRATOR,)
    late = f"It was due {moment(change.approve_by)}, {age(at - change.approve_by)} ago."
    text = late if is_late else f"It must be approved until {moment(change.approve_by)}."
    subject = "Approval of an emergency change overdue" if is_late else "Emergency change waits for approval"
    tell(case=change.case, subject=subject, text=text, to=addresses(roles=roles))
    write(case=change.case, action="reminded", words=f"{subject}. Told: {', '.join(roles)}.", by=None, at=at)
    change.reminded_at = at
    change.save()
    return True
