"""Backups and drills for Prometheus."""

from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric

from .selectors import latest_attempt, latest_backup, latest_drill


def backups() -> Iterator[Metric]:
    """When the last whole backup was made, how large it was, and whether the last attempts went well."""
    made, tried, drilled = latest_backup(), latest_attempt(), latest_drill()
    if made:
        yield GaugeMetricFamily("fundrepo_backup_timestamp_seconds", "The last whole one", value=made.at.timestamp())
        yield GaugeMetricFamily("fundrepo_backup_bytes", "Size of the last whole one", value=made.size)
        yield GaugeMetricFamily("fundrepo_backup_seconds", "How long it took", value=made.seconds)
    if tried:
        yield GaugeMetricFamily("fundrepo_backup_failed", "1 when the last one failed", value=not tried.is_well)
    if drilled:
        yield GaugeMetricFamily("fundrepo_drill_timestamp_seconds", "The last one", value=drilled.at.timestamp())
        yield GaugeMetricFamily("fundrepo_drill_seconds", "Until everything was back", value=drilled.seconds)
        yield GaugeMetricFamily("fundrepo_drill_failed", "1 when the last one failed", value=not drilled.is_well)
