"""Switches of containment: each calls what the product can do anyway, needs a reason, and is a line of the timeline and
of the security events.

Whoever throws one needs the right to contain, and beside it the right to do that same thing elsewhere.
"""

from datetime import datetime

from django.db import transaction

from cms.accounts.leaving import MustStayError, deactivate, may_deactivate
from cms.accounts.models import User
from cms.accounts.sessions import end_sessions
from cms.audit.services import record
from cms.cases import services as cases
from cms.cases.errors import NotAllowedError
from cms.logs import security
from cms.partners.keys import revoke
from cms.partners.models import ApiKey, Partner

from .models import Incident, ReadOnlySwitch, read_only_since


@transaction.atomic
def shut_out(*, incident: Incident, person: User, by: User, at: datetime, reason: str) -> None:
    """Let somebody in no more; sessions that are open end with the next click."""
    if not may_deactivate(by, person):
        raise NotAllowedError(f"You can't let {person} in no more: never oneself, nor somebody above.")
    try:
        deactivate(person=person, by=by, reason=f"{incident.number}: {reason}")
    except MustStayError as error:
        raise NotAllowedError(str(error)) from error
    end_sessions(person=person)
    write_switch(incident, "shut_out", f"{person} is let in no more.", by, at, reason)


@transaction.atomic
def sign_out(*, incident: Incident, person: User, by: User, at: datetime, reason: str) -> None:
    """End all sessions of somebody, who has to sign in again."""
    ended = end_sessions(person=person)
    record(action="session.ended", actor=by, obj=person, comment=f"{incident.number}: {reason}", data={"ended": ended})
    write_switch(incident, "sign_out", f"{ended} sessions of {person} ended.", by, at, reason)


@transaction.atomic
def revoke_keys(*, incident: Incident, partner: Partner, by: User, at: datetime, reason: str) -> None:
    """End all keys of a partner, which is told by mail."""
    if not by.has_perm("partners.revoke_apikey"):
        raise NotAllowedError("You can't end keys.")
    keys = list(ApiKey.objects.filter(partner=partner, revoked_at=None))
    ended = [key for key in keys if revoke(key=key, by=by, reason=f"{incident.number}: {reason}", at=at)]
    if not ended:
        raise NotAllowedError(f"{partner} has no key that works.")
    write_switch(incident, "revoke_keys", f"Every key of {partner} is revoked.", by, at, reason)


@transaction.atomic
def switch_read_only(*, incident: Incident, by: User, at: datetime, reason: str) -> None:
    """Let the admin refuse every change, or take changes again."""
    is_on = read_only_since() is None
    ReadOnlySwitch.objects.create(is_on=is_on, incident=incident, by=by, at=at, reason=reason)
    words = "The admin refuses every change." if is_on else "The admin takes changes again."
    write_switch(incident, "read_only_on" if is_on else "read_only_off", words, by, at, reason)


def write_switch(incident: Incident, switch: str, words: str, by: User, at: datetime, reason: str) -> None:
    """Keep that a switch was thrown; raises `NotAllowedError` without a reason."""
    if not reason.strip():
        raise NotAllowedError("Say why.")
    cases.add_note(case=incident.case, words=words, note=reason, action="contained", by=by, at=at)
    security.tell("containment.switched", incident=incident.number, switch=switch)
