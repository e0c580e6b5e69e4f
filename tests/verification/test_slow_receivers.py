"""A receiver that doesn't answer: only a worker of its own waits for it, and other receivers are told meanwhile."""

import os
import socket
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from celery import Celery
from django.db import connection, connections, transaction
from django.utils import timezone
from pytest_django.fixtures import Settings
from redis import Redis as Client

from cms.partners import sending
from cms.partners.models import WebhookEndpoint
from cms.partners.sending import TURN_SECONDS
from fundfeed.models import Message
from fundfeed.services import post_message
from infra.demo import commands
from infra.parts.part import running
from infra.parts.ports import free_ports
from infra.parts.process import Command, Process
from infra.parts.redis import Redis
from infra.parts.smtp import Smtp
from tests.factories.partners import claimed, partner
from tests.factories.receivers import Receiver, misbehaving, receiving
from tests.factories.scratch import url_of
from tests.factories.site import Site
from tests.verification.crew import wait_until
from tests.verification.days import second_day

Worker = Callable[[Mapping[str, str]], Command]
Start = Callable[[Worker], None]


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Redis]:
    redis = Redis(directory=tmp_path / "redis", port=free_ports(1)[0], password="only-for-tests")
    with running(redis, state=tmp_path):
        yield redis


@pytest.fixture
def start(broker: Redis, public: Site, smtp_server: Smtp, tmp_path: Path) -> Iterator[Start]:
    """Starts one of the demo's workers."""
    database = {"DATABASE_URL": url_of(connections["default"].settings_dict)}
    sending = {"EMAIL_URL": smtp_server.url, "WEBHOOKS_ON_THIS_MACHINE": "true", "WEBHOOK_SECONDS": "60"}
    environment = {**os.environ, **broker.environment, **database, **sending}
    made: list[Process] = []

    def begin(worker: Worker) -> None:
        made.append(Process.start(worker(environment), state=tmp_path))

    yield begin
    for process in made:
        process.stop()


@contextmanager
def holding() -> Iterator[tuple[str, Event]]:
    """A receiver that takes the message and says nothing; with the event of somebody's having come."""
    has_come = Event()

    def hold(channel: socket.socket, over: Event) -> None:
        has_come.set()
        over.wait()

    with misbehaving(hold) as port:
        yield f"http://127.0.0.1:{port}/", has_come


def test_a_receiver_that_does_not_answer_holds_up_nobody(
    public: Site, broker: Redis, start: Start, settings: Settings
) -> None:
    settings.WEBHOOKS_ON_THIS_MACHINE = True
    orders = Celery(broker=broker.url, set_as_current=False)
    with holding() as (slow, has_come), receiving() as quick, Client.from_url(broker.url) as queues:
        _something_to_tell(public, quick, slow)
        start(commands.worker)
        orders.send_task("cms.partners.tasks.send_webhooks")
        wait_until(lambda: queues.llen("webhooks") == 2, "a turn of each webhook, in a queue of their own")
        _mail()
        orders.send_task("fundfeed.tasks.send_messages")
        wait_until(_is_mailed, "the mail")
        before = has_come.is_set(), len(quick.messages)

        start(commands.webhook_worker)
        wait_until(lambda: _ask(orders) and has_come.is_set() and bool(quick.messages), "the quick receiver's message")
        failures = WebhookEndpoint.objects.get(url=slow).failures  # at the end of `holding` it breaks off

    assert before == (False, 0)
    assert failures == 0  # it was still waited for


def test_a_round_needs_no_general_worker_and_waits_until_somebody_is_free(
    public: Site, broker: Redis, start: Start, settings: Settings
) -> None:
    settings.WEBHOOKS_ON_THIS_MACHINE = True
    beat = settings.CELERY_BEAT_SCHEDULE["webhooks"]
    orders = Celery(broker=broker.url, set_as_current=False)
    orders.conf.task_routes = settings.CELERY_TASK_ROUTES
    with receiving() as one, receiving() as other:
        _something_to_tell(public, one, other.url)
        orders.send_task(beat["task"], **beat["options"])

        start(commands.webhook_worker)
        wait_until(lambda: one.messages and other.messages, "a message at each receiver")

    assert beat["options"]["expires"] >= TURN_SECONDS + settings.WEBHOOK_SECONDS  # the longest that all can be busy


def test_of_two_workers_that_want_a_webhook_at_once_one_has_it(public: Site, settings: Settings) -> None:
    settings.WEBHOOKS_ON_THIS_MACHINE = True
    with receiving() as one, receiving() as other, ThreadPoolExecutor(1) as worker:
        _something_to_tell(public, one, other.url)
        wanted = WebhookEndpoint.objects.get(url=one.url).pk
        with transaction.atomic():  # the first worker takes it in hand
            WebhookEndpoint.objects.filter(pk=wanted).update(busy_until=timezone.now() + timedelta(minutes=1))
            second = worker.submit(_turn, wanted)
            wait_until(lambda: second.done() or _somebody_waits(), "the second worker")

        assert second.result() is None
        assert one.messages == []


def _turn(endpoint_id: int) -> int | None:
    try:
        return sending.take_turn(endpoint_id)
    finally:
        connections.close_all()


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)")
        return bool(cursor.fetchone()[0])


def _something_to_tell(site: Site, quick: Receiver, slow: str) -> None:
    with transaction.atomic():
        partner(webhooks=(slow, quick.url))
        claimed()
    site.deliver(second_day(site))
    assert site.sync().outcome == "applied"


def _ask(orders: Celery) -> bool:
    orders.send_task("cms.partners.tasks.send_webhooks")
    return True


def _mail() -> None:
    with transaction.atomic():
        post_message(recipients=["operators@funds.example"], subject="Meanwhile", text="Else\n", thread="else")


def _is_mailed() -> bool:
    return Message.objects.filter(subject="Meanwhile", sent_at__lte=timezone.now()).exists()
