"""Incidents as a kind of case: their states, times and ladder."""

from datetime import timedelta
from typing import Final

from cms.accounts.roles import BUSINESS_OPERATOR, IT_OPERATOR, SYSTEM_ADMINISTRATOR, SYSTEM_OPERATOR
from cms.cases.kinds import Kind, Rung, State, Times

CODE: Final = "INC"
INCIDENT: Final = Kind(
    code=CODE,
    title="incident",
    states={
        "open": State(words="open", to=("acknowledged", "resolved", "closed")),
        "acknowledged": State(words="acknowledged", to=("resolved", "closed")),
        "resolved": State(words="resolved", to=("acknowledged", "closed"), resolves=True),
        "closed": State(words="closed", closes=True),
    },
    times={
        "P1": Times(response=timedelta(minutes=15), update=timedelta(minutes=30), resolution=timedelta(hours=4)),
        "P2": Times(response=timedelta(hours=1), update=timedelta(hours=2), resolution=timedelta(hours=24)),
        "P3": Times(response=timedelta(hours=4), update=timedelta(days=1), resolution=timedelta(hours=72)),
        "P4": Times(response=timedelta(hours=24), update=timedelta(weeks=1), resolution=timedelta(weeks=2)),
    },
    ladder=(
        Rung(over=0, roles=(SYSTEM_OPERATOR, IT_OPERATOR)),
        Rung(over=0.5, roles=(SYSTEM_ADMINISTRATOR,)),
        Rung(over=1, roles=(BUSINESS_OPERATOR,)),
    ),
    address=lambda case: f"/admin/incidents/{case.number}/",
)
