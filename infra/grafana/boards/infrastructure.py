"""Machines, processes, queues and Redis."""

from typing import Final

from ..parts import USE, Board, Limits, Row, lines

FREE: Final = (
    'node_filesystem_avail_bytes{fstype!~"tmpfs|overlay"} / node_filesystem_size_bytes{fstype!~"tmpfs|overlay"}'
)
BOARD: Final = Board(
    "infrastructure",
    "Fund Repository: infrastructure",
    "Machines (with node_exporter), the processes of the back end, queues, Redis, backups.",
    (
        Row(
            "Machines",
            (
                lines(
                    "Processors",
                    ('1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m]))', "{{instance}}"),
                    unit="percentunit",
                    limits=USE,
                ),
                lines(
                    "Memory",
                    ("1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes", "{{instance}}"),
                    unit="percentunit",
                    limits=USE,
                ),
                lines("Disk", (f"1 - {FREE}", "{{instance}} {{mountpoint}}"), unit="percentunit", limits=USE),
                lines(
                    "Network",
                    (
                        'sum by (instance) (rate(node_network_transmit_bytes_total{device!="lo"}[5m]))',
                        "{{instance}} out",
                    ),
                    unit="Bps",
                ),
            ),
        ),
        Row(
            "Processes and queues",
            (
                lines("Back ends that answer", ('up{job="fund-repository"}', "{{instance}}")),
                lines("Memory of a process", ("process_resident_memory_bytes", "{{instance}}"), unit="bytes"),
                lines(
                    "Processor of a process",
                    ("rate(process_cpu_seconds_total[5m])", "{{instance}}"),
                    unit="percentunit",
                ),
                lines(
                    "Orders that wait",
                    ("max by (queue) (fundrepo_queue_length)", "{{queue}}"),
                    limits=Limits(200, 1000),
                ),
            ),
        ),
        Row(
            "Redis and backups",
            (
                lines(
                    "Hit rate of Redis",
                    (
                        "max(rate(fundrepo_cache_hits_total[5m]))"
                        " / (max(rate(fundrepo_cache_hits_total[5m])) + max(rate(fundrepo_cache_misses_total[5m])))",
                        "hits",
                    ),
                    unit="percentunit",
                ),
                lines("Memory of Redis", ("max(fundrepo_cache_bytes)", "in use"), unit="bytes"),
                lines(
                    "Pushed out, and connections",
                    ("max(increase(fundrepo_cache_evicted_total[1h]))", "pushed out within an hour"),
                    ("max(fundrepo_cache_clients)", "connections"),
                ),
                lines(
                    "Since backup and drill",
                    ("time() - max(fundrepo_backup_timestamp_seconds)", "backup"),
                    ("time() - max(fundrepo_drill_timestamp_seconds)", "drill"),
                    unit="s",
                ),
            ),
        ),
    ),
)
