"""The kind of case that a change is: its states, and by when it is answered."""

from datetime import timedelta
from typing import Any, Final

from django.urls import reverse

from cms.accounts.roles import BUSINESS_OPERATOR, SYSTEM_ADMINISTRATOR, SYSTEM_OPERATOR
from cms.cases.kinds import Kind, Rung, State, Times

CODE: Final = "CHG"
REQUESTED: Final = "requested"
SENT_BACK: Final = "sent_back"
APPROVED: Final = "approved"
UNDER_WAY: Final = "under_way"
DROPPED: Final = "dropped"
OUTCOMES: Final = {"done": "done", "rolled_back": "rolled back", "failed": "failed"}


def address(case: Any) -> str:
    """The page of a change."""
    return reverse("changes_change", args=[case.number])


CHANGE: Final = Kind(
    code=CODE,
    title="change",
    states={
        REQUESTED: State(words="requested", to=(APPROVED, SENT_BACK, DROPPED, UNDER_WAY)),
        SENT_BACK: State(words="sent back", to=(REQUESTED, DROPPED), pauses=True),
        APPROVED: State(words="approved", to=(UNDER_WAY, DROPPED), pauses=True),
        UNDER_WAY: State(words="under way", to=tuple(OUTCOMES)),
        **{code: State(words=words, closes=True) for code, words in OUTCOMES.items()},
        DROPPED: State(words="dropped", closes=True),
    },
    times={
        "P1": Times(response=timedelta(hours=4)),
        "P2": Times(response=timedelta(days=1)),
        "P3": Times(response=timedelta(days=3)),
        "P4": Times(response=timedelta(days=10)),
    },
    ladder=(
        Rung(over=0, roles=(SYSTEM_ADMINISTRATOR, SYSTEM_OPERATOR)),
        Rung(over=1, roles=(BUSINESS_OPERATOR,)),
    ),
    address=address,
)
