"""What goes on in the database, in Redis and among people who are signed in."""

from collections.abc import Iterator
from typing import Final

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Count, Q
from django.utils import timezone
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from redis import Redis

from cms.accounts.models import User

from .registry import Family

DATABASE: Final = """
SELECT xact_commit, xact_rollback, deadlocks, blks_hit, blks_read, temp_bytes,
    (SELECT coalesce(sum(n_dead_tup), 0) FROM pg_stat_user_tables),
    (SELECT coalesce(extract(epoch FROM max(now() - xact_start)), 0) FROM pg_stat_activity
        WHERE datname = current_database() AND backend_type = 'client backend'),
    (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')
FROM pg_stat_database WHERE datname = current_database()
"""
COUNTERS: Final = (
    ("fundrepo_database_commits", "Transactions that were committed"),
    ("fundrepo_database_rollbacks", "Transactions that were rolled back"),
    ("fundrepo_database_deadlocks", "Deadlocks"),
    ("fundrepo_database_blocks_hit", "Blocks found in the database's memory"),
    ("fundrepo_database_blocks_read", "Blocks read from disk or from the system's memory"),
    ("fundrepo_database_temporary_bytes", "Written because a query had too little memory"),
)
GAUGES: Final = (
    ("fundrepo_database_dead_rows", "Rows that vacuum hasn't cleared away yet"),
    ("fundrepo_database_longest_transaction_seconds", "The oldest transaction that is open"),
    ("fundrepo_database_waiting_for_locks", "Connections that wait for another one"),
)


def database_activity() -> Iterator[Metric]:
    """Transactions, the hit rate of the database's memory, dead rows and waiting."""
    with connection.cursor() as cursor:
        cursor.execute(DATABASE)
        values = cursor.fetchone()
    for (name, what), value in zip(COUNTERS, values, strict=False):
        yield CounterMetricFamily(name, what, value=float(value))
    for (name, what), value in zip(GAUGES, values[len(COUNTERS) :], strict=True):
        yield GaugeMetricFamily(name, what, value=float(value))


def cache() -> Iterator[Metric]:
    """How often Redis had what was asked for, and how much it holds."""
    with Redis.from_url(settings.CELERY_BROKER_URL, socket_connect_timeout=2, socket_timeout=2) as client:
        told = client.info()
    yield CounterMetricFamily("fundrepo_cache_hits", "Keys that were there", value=told["keyspace_hits"])
    yield CounterMetricFamily("fundrepo_cache_misses", "Keys that weren't there", value=told["keyspace_misses"])
    yield CounterMetricFamily("fundrepo_cache_evicted", "Keys pushed out for want of room", value=told["evicted_keys"])
    yield GaugeMetricFamily("fundrepo_cache_bytes", "In use", value=told["used_memory"])
    yield GaugeMetricFamily("fundrepo_cache_clients", "Connections to Redis", value=told["connected_clients"])


def people() -> Iterator[Metric]:
    """How many may sign in, and how many sessions are open."""
    found = User.objects.aggregate(active=Count("pk", filter=Q(is_active=True)))
    open_sessions = Session.objects.filter(expire_date__gt=timezone.now()).count()
    yield GaugeMetricFamily("fundrepo_users", "People with access", value=found["active"])
    yield GaugeMetricFamily("fundrepo_sessions", "Sessions that haven't ended", value=open_sessions)


ACTIVITY: Final[tuple[Family, ...]] = (database_activity, cache, people)
