"""The switch of a provider's intake: one person pauses it for an incident, and two take it up again.

The door is here and not a moderated snippet, because the incident's screens work in read-only mode, too.
"""

from datetime import datetime

from django.db import transaction

from cms.accounts.models import User
from cms.accounts.roles import SYSTEM_ADMINISTRATOR
from cms.cases.errors import NotAllowedError
from cms.cases.telling import addresses, tell
from fundfeed.models import Provider
from fundfeed.services import set_intake

from .containing import write_switch
from .models import Incident, IntakePause


@transaction.atomic
def switch_intake(*, incident: Incident, provider: Provider, by: User, at: datetime, reason: str) -> None:
    """Pause it; ask that it be taken up again; or agree with somebody else who asked that."""
    held = Provider.objects.select_for_update(of=("self",)).get(pk=provider.pk)
    pause = IntakePause.objects.select_related("asked_by").filter(provider=held, lifted_at=None).first()
    if held.is_enabled:
        _pause(incident, held, pause, by, at, reason)
    elif pause is None:
        _take_up(incident, held, by, at, reason)
    elif pause.asked_by is None or not pause.asked_by.is_active:
        _ask(incident, pause, by, at, reason)
    elif pause.asked_by == by:
        raise NotAllowedError("You asked for it: another system administrator agrees.")
    else:
        pause.lifted_by, pause.lifted_at = by, at
        pause.save()
        _take_up(incident, held, by, at, reason, asked_by=pause.asked_by)


def paused_now() -> list[str]:
    """Each provider whose intake is paused, with what its return waits for."""
    pauses = IntakePause.objects.filter(lifted_at=None).select_related("asked_by", "incident__case")
    known = {pause.provider_id: pause for pause in pauses}
    paused = Provider.objects.filter(is_enabled=False).order_by("code")
    return [_stands(provider.code, known.get(provider.pk)) for provider in paused]


def _stands(code: str, pause: IntakePause | None) -> str:
    if pause is None:
        return code
    waits = f"{pause.asked_by} asks for its return, somebody else agrees" if pause.asked_by else "two people lift it"
    return f"{code} (for {pause.incident.number}; {waits})"


def _pause(
    incident: Incident, provider: Provider, former: IntakePause | None, by: User, at: datetime, reason: str
) -> None:
    """A pause that ended behind this screen is over; this one is another."""
    if former is not None:
        former.lifted_at = at
        former.save()
    IntakePause.objects.create(provider=provider, incident=incident, by=by, at=at)
    set_intake(provider=provider, is_on=False)
    write_switch(incident, "intake_off", f"What {provider} delivers isn't taken in any more.", by, at, reason)


def _ask(incident: Incident, pause: IntakePause, by: User, at: datetime, reason: str) -> None:
    pause.asked_by, pause.asked_at, pause.asked_why = by, at, reason
    pause.save()
    words = f"{by} asks that what {pause.provider} delivers be taken in again; a second person agrees."
    write_switch(incident, "intake_asked", words, by, at, reason)
    to = addresses(roles=[SYSTEM_ADMINISTRATOR]) - {by.email}
    tell(case=incident.case, subject="Agree that an intake is taken up again", text=f"{words}\n\n{reason}", to=to)


def _take_up(
    incident: Incident, provider: Provider, by: User, at: datetime, reason: str, *, asked_by: User | None = None
) -> None:
    set_intake(provider=provider, is_on=True)
    asked = f", as {asked_by} asked" if asked_by else ""
    write_switch(incident, "intake_on", f"What {provider} delivers is taken in again{asked}.", by, at, reason)
