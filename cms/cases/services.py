"""The doors for writes: each locks the case, changes it, and writes its line of the timeline in one transaction."""

from datetime import datetime

from django.db import transaction

from cms.accounts.models import User

from . import clocks
from .errors import NotAllowedError
from .kinds import kind_of, rule_of
from .models import Case, CaseEntry, times_now
from .numbers import take_number, written

SYSTEM = "The system"
LONGEST_TITLE = 200
LONGEST_WORDS = 500


@transaction.atomic
def open_case(
    *, kind: str, title: str, priority: str, by: User | None, at: datetime, track: str = "", note: str = ""
) -> Case:
    """Open a case of a kind; its number is the next one, and its clocks run from now on. `by` None is the system."""
    year, serial = take_number(kind, at=at)
    case = Case(
        kind=kind,
        year=year,
        serial=serial,
        number=written(kind, year, serial),
        title=" ".join(title.replace("\x00", "\ufffd").split())[:LONGEST_TITLE],
        priority=priority,
        track=track,
        state=kind_of(kind).first,
        opened_at=at,
    )
    clocks.start(case, times_now(kind=kind, rule=rule_of(priority, track)), at=at)
    case.save()
    write(case=case, action="opened", words=f"Opened as {rule_of(priority, track)}.", by=by, at=at, note=note)
    return case


@transaction.atomic
def move(*, case: Case, to: str, by: User | None, at: datetime, note: str = "") -> Case:
    """Move a case to another state; raises `NotAllowedError` when its state doesn't lead there."""
    held = lock(case)
    if to not in held.its_state.to:
        raise NotAllowedError(f"{held.number} is “{held.its_state.words}”: that can't follow now.")
    state = held.its_kind.states[to]
    held.state = to
    clocks.resume(held, at=at)
    if state.pauses:
        clocks.pause(held, at=at)
    held.responded_at = held.responded_at or at
    was_resolved = held.resolved_at is not None
    held.resolved_at = (held.resolved_at or at) if state.resolves or state.closes else None
    held.closed_at = at if state.closes else None
    if was_resolved != (held.resolved_at is not None):
        clocks.restart_updates(held, at=at)
    held.save()
    write(case=held, action="moved", words=f"Now “{state.words}”.", by=by, at=at, note=note)
    return held


@transaction.atomic
def add_note(
    *, case: Case, note: str, by: User | None, at: datetime, words: str = "", action: str = "noted"
) -> CaseEntry:
    """Write a line into the timeline of a case; raises `NotAllowedError` when it says nothing."""
    if not (note.strip() or words):
        raise NotAllowedError("Say what is to be noted.")
    return write(case=lock(case), action=action, words=words or "Noted.", by=by, at=at, note=note)


@transaction.atomic
def told(*, case: Case, words: str, by: User | None, at: datetime, note: str = "") -> Case:
    """Write that those concerned were told how it stands; the clock of updates begins anew."""
    held = lock(case)
    clocks.restart_updates(held, at=at)
    held.save()
    write(case=held, action="told", words=words, by=by, at=at, note=note)
    return held


@transaction.atomic
def set_priority(*, case: Case, priority: str, by: User | None, at: datetime, reason: str) -> Case:
    """Give a case another priority, with a reason; its clocks follow as if it had always had it."""
    held = lock(case)
    _ask_reason(reason)
    if priority == held.priority:
        raise NotAllowedError(f"{held.number} is {priority} already.")
    before, held.priority = held.priority, priority
    clocks.change(held, times_now(kind=held.kind, rule=rule_of(priority, held.track)))
    held.save()
    write(case=held, action="priority", words=f"{priority} instead of {before}.", by=by, at=at, note=reason)
    return held


@transaction.atomic
def hand_over(*, case: Case, track: str, by: User | None, at: datetime, reason: str) -> Case:
    """Hand a case to another track, with a reason: nobody has it there yet, and the response clock begins anew."""
    held = lock(case)
    _ask_reason(reason)
    if track == held.track:
        raise NotAllowedError(f"{held.number} is with {track} already.")
    held.track, held.owner, held.responded_at = track, None, None
    times = times_now(kind=held.kind, rule=rule_of(held.priority, track))
    clocks.change(held, times)
    held.response_due = at + times.response if times.response else None
    held.save()
    write(case=held, action="handed_over", words=f"Handed over to {track}.", by=by, at=at, note=reason)
    return held


@transaction.atomic
def assign(*, case: Case, owner: User, by: User | None, at: datetime) -> Case:
    """Give a case to somebody."""
    held = lock(case)
    held.owner = owner
    held.save()
    write(case=held, action="owner", words=f"{name_of(owner)} has it.", by=by, at=at)
    return held


def write(*, case: Case, action: str, words: str, by: User | None, at: datetime, note: str = "") -> CaseEntry:
    """One line of a timeline; inside the caller's transaction."""
    return CaseEntry.objects.create(
        case=case,
        at=at,
        action=action,
        by=by,
        actor=name_of(by),
        words=words.replace("\x00", "\ufffd")[:LONGEST_WORDS],
        note=note.replace("\x00", "\ufffd").strip(),
    )


def lock(case: Case) -> Case:
    """The case as it is now, kept from others until the transaction has ended."""
    return Case.objects.select_for_update(of=("self",)).get(pk=case.pk)


def name_of(person: User | None) -> str:
    """How somebody is called; nobody is the system."""
    return (person.get_full_name() or person.get_username()) if person else SYSTEM


def _ask_reason(reason: str) -> None:
    if not reason.strip():
        raise NotAllowedError("Say why.")
