"""Which state the published record is in."""

from datetime import datetime

from .feed import Record


class RecordInState(Record, frozen=True, kw_only=True):
    """The state that published funds, figures and lists are in, and since when.

    `state` says nothing but whether it is the one of before: states have no order. Each day has its own, and so has
    each release of the program. `changedAt` is in whole seconds, and a second or two ahead where changes came quickly.
    """

    state: str
    changed_at: datetime
