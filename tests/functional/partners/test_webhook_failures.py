"""A webhook whose receiver fails waits longer each time, is paused at last, and leaves nothing out."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.partners import endpoints, sending
from cms.partners.models import WebhookEndpoint
from fundfeed.models import Message
from tests.factories.audit import events
from tests.factories.receivers import Receiver
from tests.factories.site import Site

from .heard import last_attempt, ledger, let_time_pass, sequences

pytestmark = pytest.mark.django_db
State = WebhookEndpoint.State


def test_a_failure_waits_longer_each_time_and_nothing_overtakes_it(
    site: Site, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    receiver.status = 500
    waits = []
    for _ in range(3):
        sending.take_turn(endpoint.pk)
        held = WebhookEndpoint.objects.get()
        assert held.next_attempt_at is not None
        waits.append(held.next_attempt_at - last_attempt())
        let_time_pass()
    receiver.status = 204

    sending.take_turn(endpoint.pk)

    assert waits == [timedelta(seconds=30), timedelta(seconds=90), timedelta(seconds=270)]
    assert sequences(receiver) == [ledger()[0]] * 3 + ledger()
    assert WebhookEndpoint.objects.get().failures == 0
    assert len({message.headers["webhook-id"] for message in receiver.messages}) == len(ledger())


def test_before_its_pause_is_over_nobody_tries_again(site: Site, endpoint: WebhookEndpoint, receiver: Receiver) -> None:
    receiver.status = 500
    sending.take_turn(endpoint.pk)

    sending.take_turn(endpoint.pk)

    assert len(receiver.messages) == 1
    assert sending.due(at=timezone.now()) == []


def test_after_three_days_in_vain_it_is_paused_and_its_partner_is_told(
    site: Site, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    receiver.status = 503
    sending.take_turn(endpoint.pk)
    WebhookEndpoint.objects.update(failing_since=timezone.now() - timedelta(days=3))
    let_time_pass()

    sending.take_turn(endpoint.pk)

    mail = Message.objects.get(subject="Your webhook is paused")
    assert WebhookEndpoint.objects.get().state == State.PAUSED
    assert "It answered 503." in mail.text
    assert mail.recipients == ["wai.yi@harbour.example"]
    assert len(events("partner.webhook.paused")) == 1


def test_a_receiver_that_is_gone_for_good_is_asked_no_more(
    site: Site, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    receiver.status = 410

    sending.take_turn(endpoint.pk)

    assert WebhookEndpoint.objects.get().state == State.PAUSED
    assert len(receiver.messages) == 1


def test_what_happened_during_a_pause_is_told_after_it(
    site: Site, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    endpoints.pause(endpoint=endpoint, because="Maintenance")
    sending.take_turn(endpoint.pk)
    before = list(receiver.messages)

    endpoints.resume(endpoint=endpoint, by="partner: Harbour Data")
    sending.take_turn(endpoint.pk)

    assert before == []
    assert sequences(receiver) == ledger()
    assert [event.action for event in events("partner.webhook.resumed")] == ["partner.webhook.resumed"]


def test_a_worker_that_died_leaves_nothing_out(site: Site, endpoint: WebhookEndpoint, receiver: Receiver) -> None:
    WebhookEndpoint.objects.update(busy_until=timezone.now() + timedelta(seconds=60))
    while_held = sending.take_turn(endpoint.pk)
    WebhookEndpoint.objects.update(busy_until=timezone.now() - timedelta(seconds=1))

    sending.take_turn(endpoint.pk)

    assert while_held is None
    assert sequences(receiver) == ledger()
