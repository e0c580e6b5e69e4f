"""The review after an incident: written once, its actions owned, dated and brought to mind."""

from datetime import date, datetime
from itertools import groupby

from django.db import transaction

from cms.accounts.models import User
from cms.accounts.roles import SYSTEM_ADMINISTRATOR
from cms.cases import services as cases
from cms.cases.errors import NotAllowedError
from cms.cases.telling import addresses
from fundfeed.services import post_message

from .models import Incident, Review, ReviewAction


@transaction.atomic
def write_review(
    *, incident: Incident, held_on: date, contributing: str, impact: str, lessons: str, by: User, at: datetime
) -> Review:
    """Write or mend the review of a resolved incident; raises `NotAllowedError` before it is resolved."""
    if incident.case.resolved_at is None:
        raise NotAllowedError("It is reviewed when it is resolved.")
    said = {"held_on": held_on, "contributing": contributing, "impact": impact, "lessons": lessons, "written_by": by}
    review, is_new = Review.objects.update_or_create(incident=incident, defaults=said)
    words = "Review written." if is_new else "Review mended."
    note = f"Contributing: {contributing}\nImpact: {impact}\nLessons: {lessons}"
    cases.add_note(case=incident.case, words=words, note=note, action="reviewed", by=by, at=at)
    return review


@transaction.atomic
def add_action(
    *, incident: Incident, kind: str, text: str, owner: User, due: date, by: User, at: datetime
) -> ReviewAction:
    """Say what is to be done, by whom and until when; the owner is mailed."""
    action = ReviewAction.objects.create(incident=incident, kind=kind, text=text, owner=owner, due=due)
    words = f"To do until {due:%-d %B %Y}, by {cases.name_of(owner)} ({action.get_kind_display()})."
    cases.add_note(case=incident.case, words=words, note=text, action="action", by=by, at=at)
    if owner.email:
        _mail([owner.email], f"To do until {due:%-d %B}: {text}", _line(action))
    return action


@transaction.atomic
def finish_action(*, action: ReviewAction, by: User, at: datetime, note: str) -> None:
    """Say that it is done, and how; raises `NotAllowedError` when it was done before or nothing is said."""
    held = ReviewAction.objects.select_for_update(of=("self",)).get(pk=action.pk)
    if held.done_at is not None:
        raise NotAllowedError("It is done already.")
    if not note.strip():
        raise NotAllowedError("Say what was done.")
    held.done_at, held.done_by = at, by
    held.save()
    cases.add_note(case=held.incident.case, words=f"Done: {held.text}", note=note, action="done", by=by, at=at)


def remind(*, today: date) -> int:
    """Mail each owner what is due today or was before, and the administrators what is late; says how many mails."""
    due = ReviewAction.objects.filter(done_at=None, due__lte=today).select_related("owner", "incident__case")
    mails = 0
    for owner, found in groupby(due.order_by("owner_id", "due"), key=lambda action: action.owner):
        lines = "\n".join(_line(action) for action in found)
        mails += bool(_mail([owner.email] if owner.email and owner.is_active else [], "Actions after incidents", lines))
    if late := [_line(action) for action in due if action.due < today]:
        to = sorted(addresses(roles=[SYSTEM_ADMINISTRATOR]))
        mails += bool(_mail(to, f"Late after incidents: {len(late)}", "\n".join(late)))
    return mails


def _mail(to: list[str], subject: str, text: str) -> list[str]:
    if to:
        post_message(recipients=to, subject=subject, text=f"{text}\n", thread="review-actions")
    return to


def _line(action: ReviewAction) -> str:
    return f"- {action.text} ({action.get_kind_display()}), {action.owner}, until {action.due}: {action.incident.case}"
