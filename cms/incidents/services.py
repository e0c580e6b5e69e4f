"""What people do with incidents: each is one transaction with its line of the timeline."""

from datetime import datetime
from typing import Final

from django.db import transaction

from cms.accounts.models import User
from cms.cases import services as cases
from cms.cases.errors import NotAllowedError

from .kind import CODE
from .models import Incident
from .noticing import end, tell_opened

DESCRIBED: Final = ("symptoms", "affected", "impact", "security_class", "root_cause", "resolution")


@transaction.atomic
def report(*, title: str, priority: str, by: User, at: datetime, **described: str) -> Incident:
    """Open an incident by hand; `described` are any of symptoms, affected, impact and security_class."""
    case = cases.open_case(kind=CODE, title=title, priority=priority, by=by, at=at, note=described.get("symptoms", ""))
    incident = Incident.objects.create(case=case, source=Incident.Source.PERSON, **described)
    tell_opened(incident)
    return incident


@transaction.atomic
def describe(*, incident: Incident, by: User, at: datetime, **described: str) -> Incident:
    """Say what is known by now; the timeline keeps each changed statement as it reads now."""
    held = Incident.objects.select_for_update(of=("self",)).select_related("case").get(pk=incident.pk)
    changed = {name: text for name, text in described.items() if name in DESCRIBED and getattr(held, name) != text}
    if not changed:
        return held
    for name, text in changed.items():
        setattr(held, name, text)
    held.save(update_fields=list(changed))
    said = "\n".join(f"{_title(name)}: {_shown(held, name) or 'taken out'}" for name in changed)
    cases.add_note(case=held.case, words="Described anew.", note=said, action="described", by=by, at=at)
    return held


@transaction.atomic
def acknowledge(*, incident: Incident, by: User, at: datetime) -> None:
    """Take it: the response clock ends, and the person has it from now on."""
    cases.move(case=incident.case, to="acknowledged", by=by, at=at)
    cases.assign(case=incident.case, owner=by, by=by, at=at)


@transaction.atomic
def resolve(*, incident: Incident, root_cause: str, resolution: str, by: User, at: datetime) -> None:
    """Say what caused it and what ended it; raises `NotAllowedError` when one is missing."""
    if not (root_cause.strip() and resolution.strip()):
        raise NotAllowedError("Say what caused it and what ended it; “not known” is an answer, too.")
    describe(incident=incident, by=by, at=at, root_cause=root_cause.strip(), resolution=resolution.strip())
    cases.move(case=incident.case, to="resolved", by=by, at=at, note=resolution)


@transaction.atomic
def close(*, incident: Incident, by: User, at: datetime, note: str = "") -> None:
    """End it for good; raises `NotAllowedError` without a reason or, for a critical one, a review."""
    held = Incident.objects.select_for_update(of=("self",)).select_related("case").get(pk=incident.pk)
    if held.case.state != "resolved" and not note.strip():
        raise NotAllowedError("Say why it is closed without having been resolved.")
    if held.case.state == "resolved" and held.case.priority == "P1" and not hasattr(held, "review"):
        raise NotAllowedError("A critical incident is closed once its review is written.")
    end(held, by=by, at=at, note=note)


def _title(name: str) -> str:
    return str(Incident._meta.get_field(name).verbose_name).capitalize()  # type: ignore[union-attr] # our own fields


def _shown(incident: Incident, name: str) -> str:
    return str(incident.get_security_class_display() if name == "security_class" else getattr(incident, name))
