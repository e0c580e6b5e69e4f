"""Webhooks tell every entry of the ledger in order and at least once, whatever the receiver does meanwhile."""

import pytest
from django.utils import timezone

from cms.partners import sending
from cms.partners.models import WebhookEndpoint
from cms.partners.streams import WORDS
from fundfeed.models import FundVersion
from tests.factories.content import banner
from tests.factories.moderation import approve, maintenance_window, publish, status_notice, submit
from tests.factories.partners import claimed, partner
from tests.factories.receivers import Receiver
from tests.factories.rights import as_owner
from tests.factories.site import Site

from .heard import ledger, sequences, told

pytestmark = pytest.mark.django_db
State = WebhookEndpoint.State


def test_every_entry_is_told_once_and_in_order(site: Site, endpoint: WebhookEndpoint, receiver: Receiver) -> None:
    due = sending.due(at=timezone.now())

    arrived = sending.take_turn(endpoint.pk)
    again = sending.take_turn(endpoint.pk)

    assert due == [endpoint.pk]
    assert (arrived, again) == (len(ledger()), None)
    assert sequences(receiver) == ledger()
    assert {event["type"] for event in told(receiver)} == {"fund.published"}
    assert sending.due(at=timezone.now()) == []


def test_who_answers_comes_before_who_fails(site: Site, endpoint: WebhookEndpoint, receiver: Receiver) -> None:
    second = partner(name="Peak Comparison", webhooks=(f"{receiver.url}/second",))
    claimed()
    WebhookEndpoint.objects.update(told_upto=0)
    WebhookEndpoint.objects.filter(pk=endpoint.pk).update(failures=3)

    assert sending.due(at=timezone.now()) == [second.endpoints.get().pk, endpoint.pk]


def test_an_event_says_which_fund_which_version_and_what_changed(
    site: Site, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    sending.take_turn(endpoint.pk)
    second = site.next_day()
    second.funds[0]["legalFundNameOnly"] = {"en": "Renamed Fund"}
    site.deliver(second)
    assert site.sync().outcome == "applied"

    sending.take_turn(endpoint.pk)

    entry = FundVersion.objects.order_by("-sequence")[0]
    assert told(receiver)[-1] == {
        "type": "fund.changed",
        "timestamp": entry.valid_from.isoformat(),
        "data": {
            "sequence": entry.sequence,
            "fundId": entry.fund_id,
            "version": 2,
            "sha256": entry.body_sha256,
            "kinds": ["changed"],
            "changed": ["legalFundNameOnly"],
            "url": f"/api/v1/funds/{entry.fund_id}/",
        },
    }


def test_only_the_events_that_were_asked_for_are_told(
    site: Site, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    with as_owner():
        WebhookEndpoint.objects.update(kinds=["fund.deauthorised"])
    second = site.next_day()
    gone = second.funds[0]["fundId"]
    second.deauthorise(gone)
    site.deliver(second)
    site.sync()

    sending.take_turn(endpoint.pk)

    assert [(event["type"], event["data"]["fundId"]) for event in told(receiver)] == [("fund.deauthorised", gone)]
    assert WebhookEndpoint.objects.get().told_upto == ledger()[-1]


def want(*kinds: str) -> None:
    """The webhook's approved events are these."""
    with as_owner():
        WebhookEndpoint.objects.update(kinds=list(kinds))


def test_incidents_and_maintenance_are_told_as_two_people_approve_them_and_banners_to_who_asked(
    endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    want("incident.changed", "maintenance.changed")
    waiting = submit(status_notice())
    before = sending.take_turn(endpoint.pk)

    approve(waiting)
    publish(banner())
    publish(maintenance_window())
    arrived = sending.take_turn(endpoint.pk)

    assert (before, arrived) == (None, 2)
    assert [(event["type"], event["data"]["action"]) for event in told(receiver)] == [
        ("incident.changed", "published"),
        ("maintenance.changed", "published"),
    ]
    assert told(receiver)[0]["data"]["url"] == "/api/v1/status/"
    assert receiver.messages[0].headers["webhook-id"] == f"msg_{endpoint.pk}_c{told(receiver)[0]['data']['sequence']}"
    assert sending.due(at=timezone.now()) == []


def test_content_overtakes_a_whole_record_and_is_replayed_by_itself(
    site: Site, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    want("fund.published", "content.changed")
    publish(banner())
    sending.take_turn(endpoint.pk)
    first = receiver.messages[0].headers["webhook-id"]
    receiver.messages.clear()

    asked = sending.replay(endpoint=endpoint, since=0, stream=WORDS)
    sending.take_turn(endpoint.pk)

    assert first.startswith(f"msg_{endpoint.pk}_c")
    assert asked >= 1
    assert first in [message.headers["webhook-id"] for message in receiver.messages]
    assert {message.headers["webhook-id"].split("_")[2][0] for message in receiver.messages} == {"c"}


def test_an_approval_without_the_webhook_ends_it(site: Site, endpoint: WebhookEndpoint, receiver: Receiver) -> None:
    draft = endpoint.partner.get_latest_revision_as_object()
    draft.webhooks = []

    publish(draft)
    sending.take_turn(endpoint.pk)

    held = WebhookEndpoint.objects.get()
    assert (held.state, held.secret, receiver.messages) == (State.ENDED, "", [])


def test_a_webhook_is_silent_until_its_secret_is_claimed(receiver: Receiver) -> None:
    unclaimed = partner(webhooks=(receiver.url,)).endpoints.get()

    assert sending.take_turn(unclaimed.pk) is None
    assert unclaimed.state == State.UNCLAIMED
