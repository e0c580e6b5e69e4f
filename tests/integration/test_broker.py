"""A worker is woken through a real broker; one that is down holds nobody up and raises nothing."""

import pytest
import redis
from celery import current_app
from django.conf import LazySettings

from fundfeed.adapters import broker
from infra.parts.ports import free_ports


def test_a_task_waits_in_the_real_broker(settings: LazySettings) -> None:
    queue = redis.Redis.from_url(settings.CELERY_BROKER_URL)
    before = queue.llen("mails")

    broker.wake("fundfeed.tasks.send_messages")

    assert queue.llen("mails") == before + 1


def test_a_broker_that_is_down_is_not_even_asked(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.CELERY_BROKER_URL = f"redis://127.0.0.1:{free_ports(1)[0]}/0"
    asked: list[str] = []
    monkeypatch.setattr(current_app, "send_task", lambda task, **_: asked.append(task))

    broker.wake("fundfeed.tasks.send_messages")

    assert asked == []
