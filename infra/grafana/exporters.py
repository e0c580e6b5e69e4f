"""Metrics that dashboards take from others: by exporter, so that a test knows where each name comes from."""

from typing import Final

NODE: Final = frozenset(
    {
        *("node_cpu_seconds_total", "node_memory_MemAvailable_bytes", "node_memory_MemTotal_bytes"),
        *("node_filesystem_avail_bytes", "node_filesystem_size_bytes", "node_network_transmit_bytes_total"),
    }
)
PROMETHEUS: Final = frozenset({"up"})
KNOWN: Final = NODE | PROMETHEUS
