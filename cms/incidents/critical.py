"""A critical incident in seven steps: which are done is read from its timeline, and one call brings people together."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction
from msgspec import Struct

from cms.accounts.models import User
from cms.accounts.roles import BUSINESS_OPERATOR, IT_OPERATOR, SYSTEM_ADMINISTRATOR
from cms.cases import services as cases
from cms.cases.errors import NotAllowedError
from cms.cases.models import CaseEntry
from cms.cases.telling import addresses, tell

from .models import Incident

CALLED: Final = (IT_OPERATOR, SYSTEM_ADMINISTRATOR, BUSINESS_OPERATOR)
TOLD: Final = ("told", "drafted")


class Step(Struct, frozen=True):
    """One step: what is done, how often the timeline must tell of it by which actions, and when that was."""

    title: str
    actions: tuple[str, ...]
    times: int = 1
    done_at: datetime | None = None


STEPS: Final = (
    Step("Take it: one person leads", ("owner",)),
    Step("Describe what is affected and who notices", ("described",)),
    Step("Call together those who can decide", ("called",)),
    Step("Tell that it began", TOLD),
    Step("Work on it, each attempt in the timeline first", ("noted",)),
    Step("Tell how it stands, every 30 minutes", TOLD, times=2),
    Step("Resolve it, and review it within five days", ("reviewed",)),
)


def steps(entries: Sequence[CaseEntry]) -> list[Step]:
    """The seven steps with the moment at which each was done; `entries` are all of a timeline, in any order."""
    in_order = sorted(entries, key=lambda entry: (entry.at, entry.pk))
    return [_of(step, in_order) for step in STEPS]


def _of(step: Step, entries: Sequence[CaseEntry]) -> Step:
    moments = [entry.at for entry in entries if entry.action in step.actions]
    done_at = moments[step.times - 1] if len(moments) >= step.times else None
    return Step(step.title, step.actions, step.times, done_at)


@transaction.atomic
def call_together(*, incident: Incident, where: str, by: User, at: datetime) -> None:
    """Mail those who can decide where they meet now; raises `NotAllowedError` when that isn't said."""
    if not where.strip():
        raise NotAllowedError("Say where: the number of a call, or its address.")
    words = f"Called together: {', '.join(CALLED)}."
    cases.add_note(case=incident.case, words=words, note=where, action="called", by=by, at=at)
    text = f"{cases.name_of(by)} asks you to join now: {where.strip()}\n\n{incident.symptoms}"
    to = addresses(roles=CALLED, people=[incident.case.owner]) - {by.email}
    tell(case=incident.case, subject="Join the call now", text=text, to=to)
