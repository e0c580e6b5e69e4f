"""Mails have a queue and a worker of their own: no other work holds one back."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from celery import Celery
from django.conf import settings
from django.db import connections, transaction
from django.utils import timezone
from redis import Redis as Client

from fundfeed.models import Message
from fundfeed.services import post_message
from infra.demo import commands
from infra.parts.part import running
from infra.parts.ports import free_ports
from infra.parts.process import Process
from infra.parts.redis import Redis
from infra.parts.smtp import Smtp
from tests.factories.scratch import url_of
from tests.factories.site import Site
from tests.verification.crew import wait_until

SIGN_IN = {"subject": "Your key", "text": "…\n", "to": "maker@funds.example"}


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Redis]:
    redis = Redis(directory=tmp_path / "redis", port=free_ports(1)[0], password="only-for-tests")
    with running(redis, state=tmp_path):
        yield redis


@pytest.fixture
def mail_worker(broker: Redis, public: Site, smtp_server: Smtp, tmp_path: Path) -> Iterator[Process]:
    """The demo's worker of mails; nobody does any other work."""
    database = {"DATABASE_URL": url_of(connections["default"].settings_dict)}
    environment = {**os.environ, **broker.environment, **database, "EMAIL_URL": smtp_server.url}
    worker = Process.start(commands.mail_worker(environment), state=tmp_path)
    yield worker
    worker.stop()


def test_mails_leave_while_nothing_else_is_worked_on(broker: Redis, mail_worker: Process, smtp_server: Smtp) -> None:
    smtp_server.forget()
    orders = Celery(broker=broker.url, set_as_current=False)
    orders.conf.task_routes = settings.CELERY_TASK_ROUTES
    with transaction.atomic():
        post_message(recipients=["operators@funds.example"], subject="Halted", text="…\n")
    orders.send_task("fundfeed.tasks.make_bulk")
    orders.send_task("fundfeed.tasks.send_messages")
    orders.send_task("cms.accounts.tasks.send_sign_in_mail", kwargs=SIGN_IN)

    wait_until(lambda: {"Halted", "Your key"} <= {mail["Subject"] for mail in smtp_server.messages}, "both mails")

    with Client.from_url(broker.url) as queues:
        left = b"".join(queues.lrange("celery", 0, -1))
    assert b"fundfeed.tasks.make_bulk" in left, "other work waits for a worker of its own"
    assert mail_worker.popen.poll() is None
    wait_until(lambda: Message.objects.filter(subject="Halted", sent_at__lte=timezone.now()).exists(), "its row")
