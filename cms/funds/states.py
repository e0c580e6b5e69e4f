"""Words, colours and names for the states and types of funds and documents."""

from cms.facts.badges import Badge, Tone
from fundfeed.models import Correction, FundDocument
from fundfeed.records.feed import AUTHORISED_STATUSES, WITHDRAWN_STATUSES

STATUS_TONES: dict[str, Tone] = {"authorised": "good", "suspended": "caution", "in liquidation": "caution"}
STATUS_CHOICES = [(status, status.capitalize()) for status in (*AUTHORISED_STATUSES, *WITHDRAWN_STATUSES)]

State = FundDocument.State
DOCUMENT_STATES = {
    State.PUBLIC: Badge("Public", "good"),
    State.PENDING: Badge("Awaiting file", "notice"),
    State.SCHEDULED: Badge("Valid later", "notice"),
    State.HELD: Badge("Held", "caution"),
    State.WITHDRAWN: Badge("Withdrawn"),
    State.ARCHIVED: Badge("Archived"),
    State.EXPIRED: Badge("Expired"),
}

CORRECTION_STATES = {
    Correction.State.STANDS: Badge("Stands", "good"),
    Correction.State.AGREED: Badge("Provider agrees"),
    Correction.State.SUPERSEDED: Badge("Provider changed it", "caution"),
    Correction.State.EXPIRED: Badge("Expired"),
    Correction.State.WITHDRAWN: Badge("Withdrawn"),
}


def authorisation(status: str) -> Badge:
    """A fund's authorisation as a badge."""
    return Badge(status.capitalize(), STATUS_TONES.get(status, "plain"))


def document_state(state: str) -> Badge:
    """A document's state as a badge."""
    return DOCUMENT_STATES[State(state)]


def correction_state(value: str) -> Badge:
    """What became of a correction, as a badge."""
    return CORRECTION_STATES[Correction.State(value)]
