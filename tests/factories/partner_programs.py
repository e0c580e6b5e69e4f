"""A partner's program with its key, its webhook, and what was told to that."""

import json
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from cms.partners.models import Partner, WebhookDelivery, WebhookEndpoint
from tests.factories.partners import key_of

HERE = "/api/v1/partner/"
HOOK = "http://127.0.0.1:9/funds"


class Caller:
    """A partner's program."""

    def __init__(self, of: Partner) -> None:
        self.key, self.text = key_of(of)
        self.client = Client(HTTP_AUTHORIZATION=f"Bearer {self.text}", REMOTE_ADDR="192.0.2.77")

    def get(self, path: str = "") -> Any:
        return self.client.get(HERE + path)

    def post(self, path: str, body: object = None) -> Any:
        data = b"" if body is None else json.dumps(body)
        return self.client.post(HERE + path, data=data, content_type="application/json")


def hook() -> WebhookEndpoint:
    return WebhookEndpoint.objects.get()


def log(count: int, *, first: int = 1, state: str = "delivered") -> None:
    WebhookDelivery.objects.bulk_create(
        WebhookDelivery(
            message_id=f"msg_{number}",
            endpoint=hook(),
            sequence=number,
            kind="fund.changed",
            body="{}",
            state=state,
            created_at=timezone.now() + timedelta(seconds=number),
        )
        for number in range(first, first + count)
    )
