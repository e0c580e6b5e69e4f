"""Which state the published record is in."""

from datetime import datetime

from .feed import Record


class RecordInState(Record, frozen=True, kw_only=True):
    """The state that published funds, figures and lists are in, and since when.

    `state` says nothing but whether it is the one of before: states have no order, and a new release of the program has
    others of the same record. `changedAt` is in whole seconds.
    """

    state: str
    changed_at: datetime
