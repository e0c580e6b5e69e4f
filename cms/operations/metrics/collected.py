"""What database and broker say at the moment of a scrape, in a fixed number of queries and within two seconds each."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

import structlog
from django.db import DatabaseError, InterfaceError, connection, transaction
from django.db.models import Count, Max, Min, Q
from django.utils import timezone
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from redis import RedisError
from wagtail.models import TaskState

from cms.moderation.waiting import waiting
from cms.partners.models import WebhookDelivery, WebhookEndpoint
from fundfeed.models import Delivery, FeedRun, Message
from fundfeed.selectors.mails import refused_since

from ..checks.workers import queue_lengths
from ..models import CheckResult
from ..states import State
from . import registry
from .activity import ACTIVITY
from .maintenance import maintenance

HOUR: Final = timedelta(hours=1)
PATIENCE: Final = "2000"
STATES: Final = {State.OK: 0, State.UNKNOWN: 1, State.WARN: 2, State.BAD: 3}
log = structlog.get_logger(__name__)


class Collected(Collector):
    """Everything that isn't counted by a process."""

    def collect(self) -> Iterator[Metric]:
        """Each family by itself: what can't be asked is left out, and said to be."""
        missing = GaugeMetricFamily("fundrepo_collect_failed", "What couldn't be asked", labels=("family",))
        for family in (*FAMILIES, *registry.own):
            try:
                with transaction.atomic():
                    _within_patience()
                    found = list(family())
            except (DatabaseError, InterfaceError, RedisError, OSError) as error:
                log.warning("metrics.missing", family=family.__name__, error=repr(error))
                missing.add_metric((family.__name__,), 1)
                continue
            missing.add_metric((family.__name__,), 0)
            yield from found
        yield missing


def checks() -> Iterator[Metric]:
    """What the last round found."""
    state = GaugeMetricFamily(
        "fundrepo_check_state", "0 well, 1 not known, 2 look at it, 3 wrong", labels=("check", "subject")
    )
    value = GaugeMetricFamily("fundrepo_check_value", "What was measured", labels=("check", "subject"))
    last = None
    for row in CheckResult.objects.all():
        state.add_metric((row.name, row.subject), STATES[State(row.state)])
        if row.value is not None:
            value.add_metric((row.name, row.subject), row.value)
        last = max(last or row.checked_at, row.checked_at)
    yield from (state, value)
    if last:
        yield GaugeMetricFamily("fundrepo_last_round_timestamp_seconds", "Of checks", value=last.timestamp())


def feed() -> Iterator[Metric]:
    """How runs ended, and how old the public data are."""
    runs = CounterMetricFamily("fundrepo_feed_runs", "Runs by how they ended", labels=("provider", "outcome"))
    ended = GaugeMetricFamily("fundrepo_feed_last_end_timestamp_seconds", "Of a run", labels=("provider",))
    found = FeedRun.objects.exclude(outcome="").order_by().values_list("provider__code", "outcome")
    last: dict[str, float] = {}
    for code, outcome, count, at in found.annotate(Count("pk"), Max("finished_at")):
        runs.add_metric((code, outcome), count)
        last[code] = max(last.get(code, 0), at.timestamp())
    for code, moment in last.items():
        ended.add_metric((code,), moment)
    public = GaugeMetricFamily(
        "fundrepo_public_since_timestamp_seconds", "Of the newest delivery", labels=("provider",)
    )
    applied = Delivery.objects.filter(applied_at__isnull=False, rolled_back_at=None).order_by()
    for code, at in applied.values_list("provider__code").annotate(Max("applied_at")):
        public.add_metric((code,), at.timestamp())
    yield from (runs, ended, public)


def moderation() -> Iterator[Metric]:
    """What waits for a second person, and how decisions ended."""
    decided = CounterMetricFamily("fundrepo_decisions", "Decided submissions", labels=("outcome",))
    steps = TaskState.objects.exclude(status=TaskState.STATUS_IN_PROGRESS).order_by()
    for outcome, count in steps.values_list("status").annotate(Count("pk")):
        decided.add_metric((outcome,), count)
    yield decided
    found = waiting().aggregate(count=Count("pk"), oldest=Min("started_at"))
    waits = (timezone.now() - found["oldest"]).total_seconds() if found["oldest"] else 0
    yield GaugeMetricFamily("fundrepo_submissions_waiting", "Submissions to decide about", value=found["count"])
    yield GaugeMetricFamily("fundrepo_submissions_oldest_seconds", "How long the oldest has waited", value=waits)


def mails() -> Iterator[Metric]:
    """What was sent and what waits."""
    day_ago = timezone.now() - timedelta(days=1)
    found = Message.objects.aggregate(
        sent=Count("pk", filter=Q(sent_at__isnull=False)),
        unsent=Count("pk", filter=Q(sent_at=None, given_up_at=None) & ~Q(recipients=[])),
        failed=Count("pk", filter=Q(sent_at=None, given_up_at=None, attempts__gt=0)),
        refused_today=Count("pk", filter=refused_since(day_ago)),
        nobody_today=Count("pk", filter=Q(created_at__gt=day_ago, recipients=[])),
        refused=Count("pk", filter=~Q(refused={})),
    )
    yield CounterMetricFamily("fundrepo_mails_sent", "Mails sent", value=found["sent"])
    yield GaugeMetricFamily("fundrepo_mails_waiting", "Mails that wait", value=found["unsent"])
    yield GaugeMetricFamily("fundrepo_mails_failing", "Mails that were tried in vain", value=found["failed"])
    yield GaugeMetricFamily("fundrepo_mails_refused", "Mails that somebody refused for good", value=found["refused"])
    unheard = GaugeMetricFamily("fundrepo_mails_unheard", "Mails of the last day that missed somebody", labels=("why",))
    unheard.add_metric(("refused",), found["refused_today"])
    unheard.add_metric(("nobody",), found["nobody_today"])
    yield unheard


def webhooks() -> Iterator[Metric]:
    """How partners' receivers stand."""
    states = GaugeMetricFamily("fundrepo_webhooks", "Webhooks by state", labels=("state",))
    counts = dict(WebhookEndpoint.objects.order_by().values_list("state").annotate(Count("pk")))
    for state in WebhookEndpoint.State.values:
        states.add_metric((state,), counts.get(state, 0))
    failing = WebhookEndpoint.objects.filter(state=WebhookEndpoint.State.ACTIVE, failures__gt=0).count()
    unsent = WebhookDelivery.objects.filter(state=WebhookDelivery.State.WAITING).count()
    yield states
    yield GaugeMetricFamily("fundrepo_webhooks_failing", "Active ones that can't be reached", value=failing)
    yield GaugeMetricFamily("fundrepo_webhook_events_waiting", "Events that wait", value=unsent)
    recent = WebhookDelivery.objects.filter(attempted_at__gt=timezone.now() - HOUR).aggregate(
        tried=Count("pk"), refused=Count("pk", filter=~Q(error=""))
    )
    yield GaugeMetricFamily("fundrepo_webhook_events_tried", "Within the last hour", value=recent["tried"])
    yield GaugeMetricFamily("fundrepo_webhook_events_refused", "Of those, in vain", value=recent["refused"])


def database() -> Iterator[Metric]:
    """Connections and size of the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), current_setting('max_connections')::int, pg_database_size(current_database())"
            " FROM pg_stat_activity WHERE backend_type = 'client backend'"
        )
        used, most, size = cursor.fetchone()
    yield GaugeMetricFamily("fundrepo_database_connections", "In use", value=used)
    yield GaugeMetricFamily("fundrepo_database_connections_max", "As many as there may be", value=most)
    yield GaugeMetricFamily("fundrepo_database_bytes", "Size of the database", value=size)


def queues() -> Iterator[Metric]:
    """Orders that wait for workers."""
    lengths = GaugeMetricFamily("fundrepo_queue_length", "Orders that wait", labels=("queue",))
    for queue, length in queue_lengths().items():
        lengths.add_metric((queue,), length)
    yield lengths


FAMILIES: Final[tuple[registry.Family, ...]] = (
    *(checks, feed, maintenance, moderation, mails, webhooks, database, queues),
    *ACTIVITY,
)


def _within_patience() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [PATIENCE])
