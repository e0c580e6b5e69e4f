"""Which state published bodies and lists are in, for whoever keeps answers that were made of them."""

from datetime import datetime
from typing import Final
from uuid import UUID

from .reading import rows

IN_SECONDS: Final = "floor(extract(epoch FROM changed_at))::bigint"
MOMENT: Final = f"(SELECT {IN_SECONDS} FROM fundfeed_recordstate)"  # noqa: S608 - a constant

HOLDS: Final = 0.05  # seconds for which a process takes the state for the present one without asking again


def record_state() -> UUID | None:
    """The state, another one after every publication; None when nothing is known of it."""
    found = rows("SELECT changed FROM fundfeed_recordstate", (), is_planned_once=True)
    return found[0][0] if found else None


def record_state_since() -> tuple[UUID, datetime] | None:
    """The state, and since when it is the present one; None when nothing is known of it."""
    found = rows("SELECT changed, changed_at FROM fundfeed_recordstate", (), is_planned_once=True)
    return (found[0][0], found[0][1]) if found else None


def record_moment() -> int | None:
    """When the record became as it is, in seconds as HTTP counts them; ask before what is told of it is read."""
    moment: int | None = rows(f"SELECT {MOMENT}", (), is_planned_once=True)[0][0]
    return moment
