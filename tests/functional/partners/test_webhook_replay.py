"""What was told is told again, on request: since an entry, or one message."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.partners import sending
from cms.partners.models import WebhookEndpoint
from tests.factories.receivers import Receiver
from tests.factories.site import Site

from .heard import ledger, sequences

pytestmark = pytest.mark.django_db


def test_replay_tells_everything_since_an_entry_again_under_the_same_ids(
    site: Site, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    sending.take_turn(endpoint.pk)
    first = [message.headers["webhook-id"] for message in receiver.messages]
    since = ledger()[1]
    receiver.messages.clear()

    asked = sending.replay(endpoint=endpoint, since=since)
    sending.take_turn(endpoint.pk)

    assert asked == len(ledger()) - 2
    assert sequences(receiver) == ledger()[2:]
    assert [message.headers["webhook-id"] for message in receiver.messages] == first[2:]


def test_replay_reaches_back_before_the_webhook_was_there_and_behind_a_log_that_was_cleared(
    site: Site, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    sending.take_turn(endpoint.pk)
    cleared = sending.forget_old(at=timezone.now() + timedelta(days=31))
    receiver.messages.clear()

    sending.replay(endpoint=endpoint, since=0)
    sending.take_turn(endpoint.pk)

    assert cleared == len(ledger())
    assert sequences(receiver) == ledger()


def test_one_message_is_told_again(site: Site, endpoint: WebhookEndpoint, receiver: Receiver) -> None:
    sending.take_turn(endpoint.pk)
    wanted = receiver.messages[2].headers["webhook-id"]

    known = sending.replay_one(endpoint=endpoint, message=wanted)
    unknown = sending.replay_one(endpoint=endpoint, message="msg_0_0")
    sending.take_turn(endpoint.pk)

    assert (known, unknown) == (True, False)
    assert receiver.messages[-1].headers["webhook-id"] == wanted
