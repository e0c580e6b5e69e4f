"""Which state published bodies and lists are in, for whoever keeps answers that were made of them."""

from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from .reading import rows

IN_SECONDS: Final = "floor(extract(epoch FROM changed_at))::bigint"
MOMENT: Final = f"(SELECT {IN_SECONDS} FROM fundfeed_recordstate)"  # noqa: S608 - a constant
PRESENT: Final = "SELECT changed, changed_at, tableoid, pg_postmaster_start_time() FROM fundfeed_recordstate"

HOLDS: Final = 0.05  # seconds for which a process takes the state for the present one without asking again


class PresentState(NamedTuple):
    """Which record it is, and since when.

    What came back from a backup is another one: its table is another one, or its PostgreSQL runs since another moment.
    """

    changed: UUID
    changed_at: datetime
    table: int
    server_began: datetime


def record_state() -> PresentState | None:
    """The state, another one after every publication; None when nothing is known of it."""
    found = rows(PRESENT, (), is_planned_once=True)
    return PresentState(*found[0]) if found else None


def record_moment() -> int | None:
    """When the record became as it is, in seconds as HTTP counts them; ask before what is told of it is read."""
    moment: int | None = rows(f"SELECT {MOMENT}", (), is_planned_once=True)[0][0]
    return moment
