"""What partners do about their webhooks with their key: list, read the log, replay, resume, make a new secret."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings

from cms.partners import endpoints
from cms.partners.models import WebhookDelivery, WebhookEndpoint
from tests.factories.partner_programs import HOOK, Caller, hook, log
from tests.factories.partners import claimed, partner


@pytest.fixture
def hooked(settings: Settings) -> Caller:
    """A partner with one webhook whose secret is claimed."""
    settings.WEBHOOKS_ON_THIS_MACHINE = True
    approved = partner(webhooks=(HOOK,))
    claimed()
    return Caller(approved)


def test_webhooks_are_listed_without_their_secrets(hooked: Caller) -> None:
    told = hooked.get("webhooks/")

    (item,) = told.json()["items"]
    assert (item["url"], item["state"], item["events"]) == (HOOK, "active", ["fund.changed", "fund.published"])
    assert "whsec" not in told.content.decode()


def test_a_partner_never_sees_the_webhooks_of_another(hooked: Caller) -> None:
    other = Caller(partner(name="Elsewhere"))

    codes = {
        other.get("webhooks/").json()["items"] == [],
        other.get(f"webhooks/{hook().pk}/deliveries/").status_code == 404,
        other.post(f"webhooks/{hook().pk}/replay/", {"since": 0}).status_code == 404,
        other.post(f"webhooks/{hook().pk}/secret/rotate/").status_code == 404,
        other.post(f"webhooks/{hook().pk}/resume/").status_code == 404,
        other.get(f"webhooks/{10**30}/deliveries/").status_code == 404,
    }

    assert codes == {True}


def test_webhooks_need_their_scope(hooked: Caller) -> None:
    without = Caller(partner(name="Reader", may_use_webhooks=False))

    refused = without.get("webhooks/")

    assert (refused.status_code, refused.json()["code"]) == (403, "scope_missing")


def test_the_log_is_read_page_by_page(hooked: Caller) -> None:
    log(45)
    found, cursor = [], ""
    for _ in range(3):
        page = hooked.get(f"webhooks/{hook().pk}/deliveries/?pageSize=20&cursor={cursor}").json()
        found += [item["sequence"] for item in page["items"]]
        cursor = page["next"] or ""

    assert found == list(range(45, 0, -1))
    assert cursor == ""


def test_the_log_costs_the_same_for_two_messages_and_for_twenty(hooked: Caller) -> None:
    costs = []
    for first, count in ((1, 2), (3, 18)):
        log(count, first=first)
        hooked.get("webhooks/")
        with CaptureQueriesContext(connection) as queries:
            hooked.get(f"webhooks/{hook().pk}/deliveries/")
        costs.append(len(queries))

    assert costs[0] == costs[1]


@pytest.mark.parametrize("query", ["state=lost", "pageSize=0", "pageSize=101", "cursor=x", "colour=red", "state=%00"])
def test_what_is_not_understood_is_refused(hooked: Caller, query: str) -> None:
    refused = hooked.get(f"webhooks/{hook().pk}/deliveries/?{query}")

    assert (refused.status_code, refused.json()["code"]) == (400, "invalid_parameter")


def test_a_replay_makes_messages_wait_again(hooked: Caller) -> None:
    WebhookEndpoint.objects.update(told_upto=10)
    log(10)

    since = hooked.post(f"webhooks/{hook().pk}/replay/", {"since": 7})
    one = hooked.post(f"webhooks/{hook().pk}/replay/", {"messageId": "msg_2"})

    assert (since.status_code, since.json()["toldUpto"], one.status_code) == (202, 7, 202)
    waiting = hooked.get(f"webhooks/{hook().pk}/deliveries/?state=waiting").json()["items"]
    assert [item["sequence"] for item in waiting] == [10, 9, 8, 2]


def test_content_is_replayed_from_a_place_of_its_own(hooked: Caller) -> None:
    WebhookEndpoint.objects.update(told_upto=10, content_told_upto=4)

    replayed = hooked.post(f"webhooks/{hook().pk}/replay/", {"contentSince": 2})

    assert replayed.status_code == 202
    assert (replayed.json()["toldUpto"], replayed.json()["contentToldUpto"]) == (10, 2)


def test_a_second_replay_waits_for_the_first(hooked: Caller) -> None:
    WebhookEndpoint.objects.update(told_upto=10)
    log(10)
    address = f"webhooks/{hook().pk}/replay/"

    first = hooked.post(address, {"since": 7})
    refused = hooked.post(address, {"since": 7})
    WebhookEndpoint.objects.update(told_upto=10)
    while_some_wait = hooked.post(address, {"since": 7})
    WebhookDelivery.objects.update(state="delivered")
    after = hooked.post(address, {"since": 7})

    codes = [answer.status_code for answer in (first, refused, while_some_wait, after)]
    assert codes == [202, 409, 409, 202]
    assert "up to entry 10" in refused.json()["detail"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"since": 1, "messageId": "msg_1"},
        {"since": 1, "contentSince": 1},
        {"since": -1},
        {"since": 2**60},
        {"from": 1},
        {"messageId": "a\x00"},
    ],
)
def test_a_replay_of_nothing_in_particular_is_refused(hooked: Caller, body: object) -> None:
    assert hooked.post(f"webhooks/{hook().pk}/replay/", body).status_code == 400


def test_an_unknown_message_is_not_replayed(hooked: Caller) -> None:
    assert hooked.post(f"webhooks/{hook().pk}/replay/", {"messageId": "msg_0_0"}).status_code == 404


def test_a_paused_webhook_is_resumed_by_its_partner(hooked: Caller) -> None:
    endpoints.pause(endpoint=hook(), because="Three days in vain.")
    before = hooked.get("webhooks/").json()["items"][0]

    resumed = hooked.post(f"webhooks/{hook().pk}/resume/")
    again = hooked.post(f"webhooks/{hook().pk}/resume/")

    assert (before["state"], before["pausedBecause"]) == ("paused", "Three days in vain.")
    assert (resumed.status_code, resumed.json()["state"], again.status_code) == (200, "active", 409)


def test_a_new_secret_is_shown_once_and_signs(hooked: Caller) -> None:
    made = hooked.post(f"webhooks/{hook().pk}/secret/rotate/")

    assert made.status_code == 201
    assert endpoints.secrets_of(hook(), at=timezone.now())[0] == made.json()["secret"]


def test_nothing_is_done_to_a_webhook_whose_secret_was_never_claimed(settings: Settings) -> None:
    settings.WEBHOOKS_ON_THIS_MACHINE = True
    caller = Caller(partner(webhooks=(HOOK,)))

    codes = [
        caller.post(f"webhooks/{hook().pk}/{path}", {"since": 0} if path == "replay/" else None).status_code
        for path in ("replay/", "resume/", "secret/rotate/")
    ]

    assert codes == [409, 409, 409]
