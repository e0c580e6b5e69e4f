"""Incidents that open by themselves: one for each fault, however often and by whomever it is noticed."""

from datetime import datetime

from django.db import connection, transaction
from msgspec import Struct

from cms.accounts.models import User
from cms.cases import services as cases
from cms.cases.models import Case
from cms.cases.telling import addresses, tell
from fundfeed.models import FeedRun

from .kind import CODE, INCIDENT
from .models import Incident, Sign

LOCK = 0x494E43  # one namespace of advisory locks for all faults and switches
WORDS_BEFORE = 400


class Fault(Struct, frozen=True, kw_only=True):
    """What was noticed: `key` names what is broken, `sign` this one occurrence of it."""

    key: str
    sign: str
    source: str
    title: str
    priority: str
    symptoms: str = ""
    affected: str = ""
    security_class: str = ""
    run: FeedRun | None = None


@transaction.atomic
def notice(fault: Fault, *, at: datetime) -> Incident | None:
    """Open an incident, or write into the one that is open; None when this very sign is known already."""
    one_at_a_time(fault.key)
    if Sign.objects.filter(key=fault.sign).exists():
        return None
    incident = Incident.objects.select_related("case").filter(open_fault=fault.key).first()
    incident = _again(incident, fault, at) if incident else _open(fault, at)
    Sign.objects.create(incident=incident, key=fault.sign, priority=fault.priority, seen_at=at)
    return incident


@transaction.atomic
def is_over(*, sign: str, words: str, at: datetime) -> Incident | None:
    """Write that what one sign told is over; closes an incident that nobody has touched when that was its last."""
    found = Sign.objects.select_related("incident__case").filter(key=sign, over_at=None).first()
    if found is None:
        return None
    one_at_a_time(found.incident.open_fault or "")
    if not Sign.objects.filter(pk=found.pk, over_at=None).update(over_at=at):
        return None
    incident: Incident = found.incident
    cases.add_note(case=incident.case, note="", words=words[:WORDS_BEFORE], action="over", by=None, at=at)
    is_last = not incident.signs.filter(over_at=None).exists()
    if is_last and incident.case.is_open and not _touched(incident.case):
        end(incident, by=None, at=at, note="It ended by itself before anybody had acted.")
    return incident


def end(incident: Incident, *, by: User | None, at: datetime, note: str) -> None:
    """Close it: what is noticed of its fault from now on is another incident."""
    Incident.objects.filter(pk=incident.pk).update(open_fault=None)
    cases.move(case=incident.case, to="closed", by=by, at=at, note=note)


def _open(fault: Fault, at: datetime) -> Incident:
    case = cases.open_case(kind=CODE, title=fault.title, priority=fault.priority, by=None, at=at, note=fault.symptoms)
    incident = Incident.objects.create(
        case=case,
        source=fault.source,
        open_fault=fault.key,
        run=fault.run,
        symptoms=fault.symptoms.replace("\x00", "\ufffd"),
        affected=fault.affected.replace("\x00", "\ufffd")[:300],
        security_class=fault.security_class,
    )
    tell_opened(incident)
    return incident


def _again(incident: Incident, fault: Fault, at: datetime) -> Incident:
    said = f"Seen again: {fault.title}"[:WORDS_BEFORE]
    cases.add_note(case=incident.case, note=fault.symptoms, words=said, action="again", by=None, at=at)
    if incident.case.state == "resolved":
        cases.move(case=incident.case, to="acknowledged", by=None, at=at, note="It isn't over: it was seen again.")
    if incident.run is None and fault.run is not None:
        Incident.objects.filter(pk=incident.pk).update(run=fault.run)
    if _is_graver(incident, fault):
        _raise(incident, fault, at)
    return incident


def _is_graver(incident: Incident, fault: Fault) -> bool:
    """Graver than it is and than it was ever seen: what a person lowered stays lowered until there is news."""
    seen = incident.signs.exclude(priority="").values_list("priority", flat=True)
    return fault.priority < min((incident.case.priority, *seen))


def _raise(incident: Incident, fault: Fault, at: datetime) -> None:
    before, reason = incident.case.priority, f"Seen again, and graver: {fault.title}"
    incident.case = cases.set_priority(case=incident.case, priority=fault.priority, by=None, at=at, reason=reason)
    tell_opened(incident, subject=f"{fault.priority} instead of {before}: {incident.case.title}")


def tell_opened(incident: Incident, *, subject: str = "") -> None:
    """Mail those who look after it that it opened or is graver; of a critical one everybody up the ladder hears."""
    case = incident.case
    rungs = INCIDENT.ladder if case.priority == "P1" else INCIDENT.ladder[:1]
    roles = [role for rung in rungs for role in rung.roles]
    said = [f"{case.title}", incident.symptoms, f"Affected: {incident.affected}" if incident.affected else ""]
    tell(
        case=case,
        subject=subject or f"{case.priority} opened: {case.title}",
        text="\n\n".join(filter(None, said)),
        to=addresses(roles=roles, people=[case.owner]),
    )


def _touched(case: Case) -> bool:
    return case.entries.exclude(by=None).exists()


def one_at_a_time(what: str) -> None:
    """Two who notice the same fault at once, or throw the same switch, come one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK, what])
