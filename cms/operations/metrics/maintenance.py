"""Maintenance for Prometheus, this one and the next: rules stay quiet by it also when nobody can be asked."""

from collections.abc import Iterator

from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric

from ..maintenance.occurrences import Occurrence, announced
from ..models import MaintenanceWindow


def maintenance() -> Iterator[Metric]:
    """For each scope whether it is maintained, and from when until when it is or will be next; 0 for never."""
    now = timezone.now()
    known = announced(at=now)
    is_now = GaugeMetricFamily("fundrepo_maintenance", "1 while it is maintained", labels=("scope",))
    starts = GaugeMetricFamily("fundrepo_maintenance_starts_timestamp_seconds", "This or the next", labels=("scope",))
    ends = GaugeMetricFamily("fundrepo_maintenance_ends_timestamp_seconds", "This or the next", labels=("scope",))
    for scope in MaintenanceWindow.Scope.values:
        one = _first([found for found in known if found.window.scope == scope])
        is_now.add_metric((scope,), int(one is not None and one.is_at(now)))
        starts.add_metric((scope,), one.starts_at.timestamp() if one else 0)
        ends.add_metric((scope,), one.ends_at.timestamp() if one else 0)
    yield from (is_now, starts, ends)


def _first(found: list[Occurrence]) -> Occurrence | None:
    """The one that begins first; of those that began together, the one that ends last."""
    return min(found, key=lambda one: (one.starts_at, -one.ends_at.timestamp()), default=None)
