"""What an auditor gets of changes: the register, with who asked and who approved."""

from typing import Final

from cms.security.pack.sections import rows_of

from .models import Change

NAME: Final = "changes/changes.csv"
PAPER: Final = rows_of(
    Change,
    "case__opened_at",
    number="case__number",
    opened_at="case__opened_at",
    kind="category",
    state="case__state",
    asked_by="requested_by__username",
    decided_by="approved_by__username",
    decided_at="approved_at",
    begun_at="started_at",
    over_at="ended_at",
)
