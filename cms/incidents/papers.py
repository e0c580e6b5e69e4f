"""What an auditor gets of incidents: the register, without what was written about them."""

from typing import Final

from cms.security.pack.sections import rows_of

from .models import Incident

NAME: Final = "incidents/incidents.csv"
PAPER: Final = rows_of(
    Incident,
    "case__opened_at",
    number="case__number",
    opened_at="case__opened_at",
    priority="case__priority",
    state="case__state",
    noticed_by="source",
    security="security_class",
    responded_at="case__responded_at",
    resolved_at="case__resolved_at",
    closed_at="case__closed_at",
)
