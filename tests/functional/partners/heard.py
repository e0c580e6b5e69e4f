"""What a receiver heard, and what there was to tell it."""

import json
from datetime import datetime
from typing import Any

from django.utils import timezone

from cms.partners.models import WebhookDelivery, WebhookEndpoint
from fundfeed.models import FundVersion
from tests.factories.receivers import Receiver


def told(receiver: Receiver) -> list[dict[str, Any]]:
    return [json.loads(message.body) for message in receiver.messages]


def sequences(receiver: Receiver) -> list[int]:
    return [event["data"]["sequence"] for event in told(receiver)]


def ledger() -> list[int]:
    return list(FundVersion.objects.order_by("sequence").values_list("sequence", flat=True))


def last_attempt() -> datetime:
    found = WebhookDelivery.objects.exclude(attempted_at=None).latest("attempted_at").attempted_at
    assert found is not None
    return found


def let_time_pass() -> None:
    """The pause after a failure is over."""
    WebhookEndpoint.objects.update(next_attempt_at=timezone.now())
