"""What the last verification of the trail found, for people."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cms.facts.badges import Badge

from .models import AuditSeal

PATIENCE = timedelta(days=2)


@dataclass(frozen=True)
class State:
    """A badge, a sentence, and what is wrong."""

    badge: Badge
    sentence: str
    at: datetime | None = None
    faults: list[str] = field(default_factory=list)


def state(*, now: datetime) -> State:
    """The state of the trail as the last seal has it."""
    seal = AuditSeal.objects.first()
    if seal is None:
        return State(Badge("not verified yet", "caution"), "The trail is verified and sealed once a day, at midnight.")
    if seal.faults:
        faults = [str(fault["what"]) for fault in seal.faults]
        return State(
            Badge("broken", "bad"), "Somebody changed what can't be changed. Call the auditor.", seal.at, faults
        )
    if now - seal.at > PATIENCE:
        return State(Badge("not verified lately", "caution"), "The daily verification doesn't run.", seal.at)
    sentence = f"All {seal.count:,} events up to then fit together and agree with every seal and source."
    return State(Badge("verified", "good"), sentence, seal.at)
