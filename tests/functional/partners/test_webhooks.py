"""Webhooks tell every entry of the ledger in order and at least once, whatever the receiver does meanwhile."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from cms.partners import endpoints, sending
from cms.partners.models import WebhookDelivery, WebhookEndpoint
from cms.partners.streams import WORDS
from cms.partners.webhook_body import signed_headers
from fundfeed.models import FundVersion, Message
from infra.deliveries import small_delivery
from infra.parts.ports import free_ports
from tests.factories.audit import events
from tests.factories.content import banner
from tests.factories.moderation import approve, maintenance_window, publish, status_notice, submit
from tests.factories.partners import claimed, partner
from tests.factories.receivers import Receiver, receiving
from tests.factories.rights import as_owner
from tests.factories.site import Site, open_site

pytestmark = pytest.mark.django_db
EXAMPLE = Path(__file__).parents[3] / "docs" / "api" / "webhook_receiver.py"
State = WebhookEndpoint.State


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Receiver]:
    """A receiver on this machine, which only tests and the demo send to."""
    settings.WEBHOOKS_ON_THIS_MACHINE = True
    with receiving() as one:
        yield one


@pytest.fixture
def endpoint(receiver: Receiver) -> WebhookEndpoint:
    """The webhook of an approved partner that has claimed its secret."""
    approved = partner(webhooks=(receiver.url,))
    claimed()
    return approved.endpoints.get()


@pytest.fixture
def site(endpoint: WebhookEndpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A provider whose first delivery became public after the webhook was there."""
    site = open_site(tmp_path / "site", monkeypatch)
    site.deliver(small_delivery())
    assert site.sync().outcome == "applied"
    return site


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


def test_every_entry_is_told_once_and_in_order(site: Site, endpoint: WebhookEndpoint, receiver: Receiver) -> None:
    due = sending.due(at=timezone.now())

    arrived = sending.take_turn(endpoint.pk)
    again = sending.take_turn(endpoint.pk)

    assert due == [endpoint.pk]
    assert (arrived, again) == (len(ledger()), 0)
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

    assert (before, arrived) == (0, 2)
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


def test_a_message_is_signed_with_the_secret_that_the_partner_was_shown(receiver: Receiver, tmp_path: Path) -> None:
    approved = partner(webhooks=(receiver.url,))
    ((_, secret),) = claimed().webhooks
    message = WebhookDelivery.objects.create(
        message_id="msg_1", endpoint=approved.endpoints.get(), sequence=1, body="{}", created_at=timezone.now()
    )

    before = int(time.time())
    sending.take_turn(approved.endpoints.get().pk)

    (got,) = receiver.messages
    moment = int(got.headers["webhook-timestamp"])
    assert before <= moment <= time.time()
    expected = signed_headers(message=message.message_id, timestamp=moment, body=got.body, secrets=[secret])
    assert expected.items() <= got.headers.items()


def test_the_signature_is_that_of_the_standard() -> None:
    """The example of the Standard Webhooks specification's own libraries."""
    headers = signed_headers(
        message="msg_p5jXN8AQM9LWM0D4loKWxJek",
        timestamp=1614265330,
        body=b'{"test": 2432232314}',
        secrets=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
    )

    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


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

    assert while_held == 0
    assert sequences(receiver) == ledger()


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


def test_after_a_rotation_both_secrets_sign_for_a_day(endpoint: WebhookEndpoint) -> None:
    now = timezone.now()
    old = endpoints.secrets_of(WebhookEndpoint.objects.get(), at=now)

    new = endpoints.rotate_secret(endpoint=endpoint, at=now)
    held = WebhookEndpoint.objects.get()

    assert endpoints.secrets_of(held, at=now + timedelta(hours=23)) == [new, *old]
    assert endpoints.secrets_of(held, at=now + timedelta(hours=25)) == [new]
    assert new not in held.secret + held.old_secret


def test_an_approval_without_the_webhook_ends_it(site: Site, endpoint: WebhookEndpoint, receiver: Receiver) -> None:
    draft = endpoint.partner.get_latest_revision_as_object()
    draft.webhooks = []

    publish(draft)
    sending.take_turn(endpoint.pk)

    held = WebhookEndpoint.objects.get()
    assert (held.state, held.secret, receiver.messages) == (State.ENDED, "", [])


def test_a_webhook_is_silent_until_its_secret_is_claimed(receiver: Receiver) -> None:
    unclaimed = partner(webhooks=(receiver.url,)).endpoints.get()

    assert sending.take_turn(unclaimed.pk) == 0
    assert unclaimed.state == State.UNCLAIMED


def test_the_receiver_of_the_documentation_takes_what_is_ours_and_nothing_else(
    site: Site, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    port = free_ports(1)[0]
    (secret,) = endpoints.secrets_of(WebhookEndpoint.objects.get(), at=timezone.now())
    environment = os.environ | {"WEBHOOK_SECRET": secret, "PORT": str(port)}
    program = subprocess.Popen(  # noqa: S603 - our own example
        [sys.executable, str(EXAMPLE)], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    with as_owner():
        WebhookEndpoint.objects.update(url=f"http://127.0.0.1:{port}/")
    try:
        while sending.take_turn(endpoint.pk) < len(ledger()) and program.poll() is None:
            let_time_pass()
        forged = endpoints.rotate_secret(endpoint=endpoint, at=timezone.now() - timedelta(days=2))
        sending.replay(endpoint=endpoint, since=ledger()[-2])
        refused = sending.take_turn(endpoint.pk)
    finally:
        program.terminate()
        output = program.communicate()[0].decode()

    assert forged != secret
    assert refused == 0
    assert WebhookDelivery.objects.get(sequence=ledger()[-1]).status_code == 401
    assert output.count("fund.published") == len(ledger())
