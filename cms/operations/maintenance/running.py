"""What becomes of maintenance: the minute's round begins and ends it, one person ends it sooner or lets it last longer.

What closes and what is silent follows from the clock alone; here it is only kept and told.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from cms.accounts.models import User

from ..models import CheckResult, MaintenanceOccurrence
from ..recurrence import Recurrence
from ..states import State
from . import static_page, telling
from .occurrences import LONGEST_DELAY, Occurrence, between

BELATED: Final = timedelta(days=7)
"""How long workers may have been away for what came round meanwhile to be kept all the same."""


class NotSaidError(ValueError):
    """What somebody wanted to say of maintenance isn't possible; the message says why."""


def see_to_it(*, at: datetime) -> None:
    """Keep what began, end what is over, and write the page for when nothing else answers."""
    for occurrence in between(at - BELATED, at):
        if occurrence.row is None and _was_approved(occurrence):
            _begin(occurrence)
    for pk in list(MaintenanceOccurrence.objects.filter(ended_at=None, ends_at__lte=at).values_list("pk", flat=True)):
        _end_by_itself(pk)
    static_page.write(at=at)


def say_over(*, row: MaintenanceOccurrence, by: User, at: datetime, impact: str) -> None:
    """End it now; raises `NotSaidError` when it is over already."""
    with transaction.atomic():
        current = _under_way(row, at)
        current.ended_at = current.ends_at = at
        current.said_by, current.impact, current.troubles = by, impact.strip(), troubles()
        current.save()
        telling.over(current)


def say_longer(*, row: MaintenanceOccurrence, by: User, at: datetime, until: datetime) -> None:
    """Move its expected end; raises `NotSaidError` for an end that is too far or not later."""
    with transaction.atomic():
        current = _under_way(row, at)
        if until <= current.ends_at:
            raise NotSaidError("That isn't later than its expected end.")
        if until > current.planned_ends_at + LONGEST_DELAY:
            raise NotSaidError("Nobody alone lets it last a day longer than was approved: announce another window.")
        current.ends_at, current.said_by = until, by
        current.save()
        telling.longer(current)


def write_impact(*, row: MaintenanceOccurrence, by: User, impact: str) -> None:
    """Say what it did to others, after its end; raises `NotSaidError` for nothing."""
    if not impact.strip():
        raise NotSaidError("Say what it did to others, and be it nothing.")
    with transaction.atomic():
        current = MaintenanceOccurrence.objects.select_for_update(of=("self",)).get(pk=row.pk)
        current.said_by, current.impact = by, impact.strip()
        current.save()


def troubles() -> str:
    """Checks that are wrong, as the last round found them."""
    wrong = CheckResult.objects.filter(state=State.BAD.value).order_by("name", "subject")
    return "\n".join(f"{f'{row.name} {row.subject}'.strip()}: {row.sentence}" for row in wrong)


def _was_approved(occurrence: Occurrence) -> bool:
    """Whether it was announced before its end: a plan that was approved today tells nothing of last week."""
    window = occurrence.window
    since = window.first_published_at
    is_once = window.recurrence == Recurrence.ONCE
    return since is not None and (occurrence.ends_at > since or is_once)


@transaction.atomic
def _begin(occurrence: Occurrence) -> None:
    row, is_new = MaintenanceOccurrence.objects.get_or_create(
        window=occurrence.window,
        starts_at=occurrence.starts_at,
        defaults={"planned_ends_at": occurrence.planned_ends_at, "ends_at": occurrence.ends_at},
    )
    if is_new:
        telling.begun(row)


@transaction.atomic
def _end_by_itself(pk: int) -> None:
    """End one whose expected end has come and of which nobody said that it is over, unless another worker just did."""
    rows = MaintenanceOccurrence.objects.select_for_update(of=("self",), skip_locked=True)
    row = rows.select_related("window").filter(pk=pk, ended_at=None).first()
    if row is not None:
        row.ended_at, row.troubles = row.ends_at, troubles()
        row.save()
        telling.over(row)


def _under_way(row: MaintenanceOccurrence, at: datetime) -> MaintenanceOccurrence:
    current = MaintenanceOccurrence.objects.select_for_update(of=("self",)).select_related("window").get(pk=row.pk)
    if current.ended_at is not None or current.ends_at <= at:
        raise NotSaidError("It is over already.")
    return current
