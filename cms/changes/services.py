"""The doors for writes of the register: each writes its line of the timeline in the same transaction."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from cms.accounts.models import User
from cms.accounts.roles import SYSTEM_ADMINISTRATOR
from cms.cases import services as cases
from cms.cases.errors import NotAllowedError
from cms.cases.models import Case
from cms.cases.telling import addresses, tell

from .kind import APPROVED, CODE, DROPPED, OUTCOMES, REQUESTED, SENT_BACK, UNDER_WAY
from .models import Change, ChangeRequest, StandardChange
from .models.change import APPROVED_WITHIN

__all__ = [
    "NotAllowedError",
    "approved",
    "begin",
    "drop",
    "end",
    "requested",
    "sent_back",
    "take_standard",
    "taken_back",
]
Category = Change.Category
CHANGE_CHECKERS: Final = (SYSTEM_ADMINISTRATOR,)


@transaction.atomic
def requested(*, request: ChangeRequest, by: User, at: datetime) -> Change:
    """Enter a request into the register when it is submitted first, or note that it was submitted again."""
    known = Change.objects.select_related("case").filter(request=request).first()
    if known is not None:
        _step(known.case, REQUESTED, by=by, at=at, words="Submitted again.")
        return known
    case = cases.open_case(kind=CODE, title=request.title, priority=request.priority, by=by, at=at)
    is_emergency = request.category == ChangeRequest.Category.EMERGENCY
    return Change.objects.create(
        case=case,
        category=request.category,
        request=request,
        requested_by=by,
        approve_by=at + APPROVED_WITHIN if is_emergency else None,
    )


@transaction.atomic
def approved(*, request: ChangeRequest, by: User, at: datetime, comment: str = "") -> Change:
    """Note that a second person approved it; one that began before goes on as it is."""
    change = _locked(Change.objects.get(request=request).pk)
    was_late = change.is_late(at)
    change.approved_by, change.approved_at = by, at
    change.save()
    late = f", {'too late' if was_late else 'in time'}" if change.approve_by else ""
    _step(change.case, APPROVED, by=by, at=at, words=f"Approved{late}.", note=comment)
    return change


@transaction.atomic
def sent_back(*, request: ChangeRequest, by: User, at: datetime, comment: str) -> None:
    """Note that a checker sent it back, with the reason."""
    for change in Change.objects.select_related("case").filter(request=request):
        _step(change.case, SENT_BACK, by=by, at=at, words="Sent back.", note=comment)


@transaction.atomic
def taken_back(*, request: ChangeRequest, by: User, at: datetime) -> None:
    """Note that its maker took the submission back: it may be submitted again."""
    for change in Change.objects.select_related("case").filter(request=request):
        _step(change.case, SENT_BACK, by=by, at=at, words="Taken back by its maker.")


@transaction.atomic
def take_standard(*, standard: StandardChange, by: User, at: datetime, note: str = "") -> Change:
    """Begin a standard change, which two people approved for all times; raises `NotAllowedError` for a draft."""
    if not standard.live or standard.live_revision is None:
        raise NotAllowedError(f"“{standard}” isn't approved: ask for a normal change.")
    case = cases.open_case(kind=CODE, title=standard.title, priority=standard.priority, by=by, at=at, note=note)
    words = f"Approved beforehand, as version {standard.live_revision_id} of the catalogue."
    cases.move(case=case, to=APPROVED, by=None, at=at, note=words)
    change = Change.objects.create(
        case=case, category=Category.STANDARD, standard=standard, requested_by=by, approved_at=at
    )
    return begin(change=change, by=by, at=at)


@transaction.atomic
def begin(*, change: Change, by: User, at: datetime, note: str = "") -> Change:
    """Begin to carry it out; raises `NotAllowedError` for what waits for its approval and is no emergency."""
    held = _locked(change.pk)
    if held.approved_at is None and held.category != Category.EMERGENCY:
        raise NotAllowedError(f"{held.case.number} isn't approved yet: somebody else decides first.")
    held.case = cases.move(case=held.case, to=UNDER_WAY, by=by, at=at, note=note)
    held.started_at = at
    held.save()
    if held.approved_at is None:
        _tell_checkers(held, by)
    return held


@transaction.atomic
def end(*, change: Change, outcome: str, by: User, at: datetime, impact: str) -> Change:
    """Say what came of it and what it did to others; raises `NotAllowedError` when that isn't said."""
    if outcome not in OUTCOMES:
        raise NotAllowedError("Say what came of it.")
    if not impact.strip():
        raise NotAllowedError("Say what it did to others, and be it nothing.")
    held = _locked(change.pk)
    held.case = cases.move(case=held.case, to=outcome, by=by, at=at, note=impact)
    held.ended_at, held.impact = at, impact.strip()
    held.save()
    return held


@transaction.atomic
def drop(*, change: Change, by: User, at: datetime, reason: str) -> Change:
    """Give up what hasn't begun, with the reason; raises `NotAllowedError`."""
    if not reason.strip():
        raise NotAllowedError("Say why it is dropped.")
    held = _locked(change.pk)
    held.case = cases.move(case=held.case, to=DROPPED, by=by, at=at, note=reason)
    return held


def _step(case: Case, to: str, *, by: User, at: datetime, words: str, note: str = "") -> None:
    """Move the case where its state allows that, and write into its timeline what happened in any case."""
    current = cases.lock(case)
    if to in current.its_state.to:
        cases.move(case=current, to=to, by=by, at=at, note=f"{words} {note}".strip())
    else:
        cases.add_note(case=current, note=note, by=by, at=at, words=words)


def _tell_checkers(change: Change, by: User) -> None:
    """An emergency goes on without approval: those who decide must know at once."""
    until = f"{timezone.localtime(change.approve_by):%-d %B, %H:%M}" if change.approve_by else "then"
    tell(
        case=change.case,
        subject="Emergency change has begun without approval",
        text=f"{cases.name_of(by)} carries it out. Decide about it until {until}, in the inbox.",
        to=addresses(roles=CHANGE_CHECKERS),
    )


def _locked(pk: int) -> Change:
    return Change.objects.select_for_update(of=("self",)).select_related("case").get(pk=pk)
