"""Days that come without a delivery: what was stated for today takes effect from the archive."""

from datetime import datetime

from ..adapters.archive import default_archive
from ..adapters.archived import ArchivedSource
from ..adapters.clock import SystemClock
from ..models import FeedRun, Provider
from ..records.schedule import is_due
from ..selectors.public_state import applied_deliveries, is_a_date_due
from .runs import alone, take
from .schedule import attempts, schedule_of, why_paused


def providers_with_a_day_to_turn() -> list[Provider]:
    """Providers of whom something takes effect today and whose public delivery wasn't looked at again yet."""
    now = SystemClock().now()
    if why_paused(now):
        return []
    return [provider for provider in Provider.objects.filter(is_enabled=True) if _waits(provider, now)]


def turn_day(*, provider: Provider) -> FeedRun | None:
    """Take the delivery that is public through all stages again, from the archive, so that today's dates count.

    None when nothing is public yet. Raises `AlreadyRunning`.
    """
    with alone(provider):
        public = applied_deliveries(provider).first()
        if public is None:
            return None
        source = ArchivedSource(public, default_archive())
        row = FeedRun(provider=provider, trigger=FeedRun.Trigger.DAY, source=source.label)
        return take(source, row)


def _waits(provider: Provider, now: datetime) -> bool:
    """Once a day, and again with growing pauses while that breaks off."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    tried = attempts(provider.runs.filter(trigger=FeedRun.Trigger.DAY), midnight)
    return is_a_date_due(provider, now.date()) and is_due(schedule_of(provider), now, tried, has_delivered=True)
