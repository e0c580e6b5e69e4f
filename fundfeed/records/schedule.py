"""When a provider's feed is due: a pure function of its schedule and of what was tried."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from .findings import Outcome, Reason

DAY = timedelta(days=1)
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 15, 30))
AFTER_CUT_OFF = timedelta(hours=1)
WAITING = (Reason.NOT_DELIVERED, Reason.INCOMPLETE)


class Schedule(Struct, frozen=True):
    """When the day's delivery is fetched first, and from when on it counts as not delivered."""

    expected_at: time
    cut_off: time
    time_zone: str

    def last_expected(self, now: datetime) -> datetime:
        """The latest moment at which a delivery was expected."""
        local = now.astimezone(ZoneInfo(self.time_zone))
        expected = local.replace(
            hour=self.expected_at.hour, minute=self.expected_at.minute, second=self.expected_at.second, microsecond=0
        )
        return expected if expected <= local else expected - DAY

    def is_past_cut_off(self, now: datetime) -> bool:
        """Whether the day's cut-off has passed; one that is earlier than the expected time is the next day's."""
        expected = self.last_expected(now)
        cut_off = expected.replace(hour=self.cut_off.hour, minute=self.cut_off.minute, second=self.cut_off.second)
        return now >= (cut_off if cut_off >= expected else cut_off + DAY)


class Attempt(Struct, frozen=True):
    """One finished run since the delivery was expected."""

    finished_at: datetime
    outcome: str
    reason: str
    is_interrupted: bool = False

    @property
    def may_help_again(self) -> bool:
        """Whether trying again may find more: nothing new, half of it, or a run that broke off."""
        return self.outcome in (Outcome.UNCHANGED, Outcome.FAILED) or self.reason in WAITING


def is_due(schedule: Schedule, now: datetime, attempts: Sequence[Attempt], *, has_delivered: bool) -> bool:
    """Whether to run now: at the expected time, and again with growing pauses while there is nothing new.

    `attempts` are the finished runs since the delivery was expected, oldest first; `has_delivered` says whether
    a new delivery came in the day before it was expected or since. A run whose worker was lost is taken up at once,
    but not twice in a row: what ends its worker each time must not end every worker without a pause.
    """
    if not attempts:
        return True
    last = attempts[-1]
    if not last.may_help_again or (last.outcome == Outcome.UNCHANGED and has_delivered):
        return False
    if last.is_interrupted and not any(attempt.is_interrupted for attempt in attempts[-2:-1]):
        return True
    waits_for_provider = last.outcome != Outcome.FAILED
    is_late = waits_for_provider and schedule.is_past_cut_off(now)
    pause = AFTER_CUT_OFF if is_late else PAUSES[min(len(attempts), len(PAUSES)) - 1]
    return now >= last.finished_at + pause
