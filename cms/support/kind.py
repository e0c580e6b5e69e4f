"""Requests for help as a kind of case: their states, tiers, times and ladder."""

from datetime import timedelta
from typing import Final

from cms.accounts.roles import IT_OPERATOR, SYSTEM_ADMINISTRATOR, SYSTEM_OPERATOR
from cms.cases.kinds import Kind, Rung, State, Times

CODE: Final = "FR"
TIERS: Final = {"L1": SYSTEM_OPERATOR, "L2": IT_OPERATOR, "L3": SYSTEM_ADMINISTRATOR}
"""Who answers at each tier."""

PRIORITIES: Final = {"P1": "critical", "P2": "high", "P3": "normal", "P4": "low"}
RESPONSE_HOURS: Final = {"L1": (4, 4, 4, 4), "L2": (2, 2, 8, 8), "L3": (1, 4, 8, 8)}
RESOLUTION_DAYS: Final = (1, 3, 7, 14)


def _times() -> dict[str, Times]:
    return {
        f"{tier} {priority}": Times(response=timedelta(hours=hours), resolution=timedelta(days=days))
        for tier, by_priority in RESPONSE_HOURS.items()
        for priority, hours, days in zip(PRIORITIES, by_priority, RESOLUTION_DAYS, strict=True)
    }


REQUEST: Final = Kind(
    code=CODE,
    title="request for help",
    states={
        "new": State(words="new", to=("working", "waiting", "solved", "closed")),
        "working": State(words="in work", to=("waiting", "solved", "closed")),
        "waiting": State(words="waiting for an answer", to=("working", "solved", "closed"), pauses=True),
        "solved": State(words="solved", to=("working", "closed"), resolves=True),
        "closed": State(words="closed", to=("working",), closes=True),
    },
    times=_times(),
    ladder=(
        Rung(over=0, roles=(SYSTEM_OPERATOR, IT_OPERATOR)),
        Rung(over=0.5, roles=(SYSTEM_ADMINISTRATOR,)),
    ),
    address=lambda case: f"/admin/support/requests/{case.number}/",
)
