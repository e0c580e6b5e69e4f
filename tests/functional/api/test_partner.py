"""What partners do with their key beside reading: look at themselves, rotate, and mind their webhooks."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings

from cms.partners import endpoints, keys, quotas, usage
from cms.partners.models import Partner, UsageCount, WebhookDelivery, WebhookEndpoint
from tests.factories.partners import claimed, key_of, partner

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


@pytest.fixture
def caller() -> Caller:
    return Caller(partner())


@pytest.fixture
def hooked(settings: Settings) -> Caller:
    """A partner with one webhook whose secret is claimed."""
    settings.WEBHOOKS_ON_THIS_MACHINE = True
    approved = partner(webhooks=(HOOK,))
    claimed()
    return Caller(approved)


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


@pytest.mark.parametrize("path", ["nowhere/", "webhooks/none/resume/"])
def test_what_a_partner_is_refused_is_kept_by_nobody(caller: Caller, path: str) -> None:
    refused = caller.get(path)

    assert (refused.status_code, refused["Cache-Control"]) == (404, "no-store")


def test_a_database_that_is_away_is_away_for_a_moment(caller: Caller) -> None:
    def refuse(*_: object) -> None:
        raise OperationalError("server closed the connection")

    with connection.execute_wrapper(refuse):
        answer = caller.get()

    assert (answer.status_code, answer.json()["code"], answer["Retry-After"]) == (503, "unavailable", "5")


def test_a_partner_sees_itself(caller: Caller) -> None:
    told = caller.get()

    assert told.status_code == 200
    assert told["Cache-Control"] == "no-store"
    assert told.json()["name"] == "Harbour Data"
    assert told.json()["scopes"] == ["bulk", "documents", "record", "webhooks"]
    assert told.json()["quota"] == {"requests": 600, "windowInSeconds": 60}
    assert told.json()["key"]["name"] == caller.key.name
    assert caller.text not in told.content.decode()


@pytest.mark.parametrize("path", ["", "keys/rotate/", "webhooks/", "webhooks/1/deliveries/", "webhooks/1/replay/"])
def test_without_a_key_there_is_nothing_to_see(path: str) -> None:
    refused = Client().post(HERE + path) if path.endswith(("rotate/", "replay/")) else Client().get(HERE + path)

    assert (refused.status_code, refused.json()["code"]) == (401, "invalid_key")
    assert refused["WWW-Authenticate"].startswith("Bearer")


def test_use_is_counted_by_part_and_kept_once_however_often_it_is_kept(caller: Caller) -> None:
    for _ in range(3):
        caller.client.get("/api/v1/funds/")
    caller.get()
    quotas.ahead.tell_all()

    kept = [usage.keep(today=timezone.localdate()) for _ in range(2)]

    assert kept[0] == kept[1] > 0
    told = {row["part"]: row["requests"] for row in caller.get().json()["usage"]}
    assert told == {"partner": 1, "record": 3}


def test_a_counter_that_redis_forgot_goes_on_and_counts_nothing_twice(caller: Caller) -> None:
    for _ in range(3):
        caller.client.get("/api/v1/funds/")
    quotas.ahead.tell_all()
    usage.keep(today=timezone.localdate())
    quotas.client().delete(quotas.usage_name())
    caller.client.get("/api/v1/funds/")
    quotas.ahead.tell_all()

    for _ in range(2):
        usage.keep(today=timezone.localdate())

    rows = UsageCount.objects.filter(key_name=caller.key.name)
    assert rows.values("epoch").distinct().count() == 2
    assert [row.requests for row in usage.of_key(caller.key.name, since=timezone.localdate())] == [4]


def test_a_redis_restored_to_an_older_copy_takes_nothing_back_and_counts_nothing_twice(caller: Caller) -> None:
    for _ in range(3):
        caller.client.get("/api/v1/funds/")
    quotas.ahead.tell_all()
    usage.keep(today=timezone.localdate())
    name, field = quotas.usage_name(), f"{caller.key.name}|record"
    quotas.client().hincrby(name, field, -2)

    usage.keep(today=timezone.localdate())
    kept = UsageCount.objects.get(key_name=caller.key.name, endpoint_class="record").requests
    quotas.client().hincrby(name, field, 4)
    usage.keep(today=timezone.localdate())

    assert (kept, UsageCount.objects.get(key_name=caller.key.name, endpoint_class="record").requests) == (3, 5)


def test_a_key_rotates_itself_and_both_work_for_a_while(caller: Caller) -> None:
    made = caller.post("keys/rotate/", {"overlapHours": 2})

    successor = Client(HTTP_AUTHORIZATION=f"Bearer {made.json()['secret']}")
    assert made.status_code == 201
    assert successor.get(HERE).status_code == 200
    again = caller.post("keys/rotate/")
    assert caller.get().status_code == 200
    assert (again.status_code, again.json()["code"]) == (409, "conflict")


@pytest.mark.parametrize("redis_url", [True, False], ids=["with quotas", "while Redis is away"])
def test_without_an_overlap_the_first_use_of_the_new_key_ends_the_old_one(
    caller: Caller, settings: Settings, redis_url: bool
) -> None:
    settings.QUOTA_REDIS_URL = settings.QUOTA_REDIS_URL if redis_url else ""
    lost = caller.post("keys/rotate/", {"overlapHours": 0}).json()["secret"]
    made = caller.post("keys/rotate/", {"overlapHours": 0}).json()["secret"]
    before = caller.get().status_code

    used = [Client(HTTP_AUTHORIZATION=f"Bearer {key}").get(HERE).status_code for key in (lost, made)]

    assert (before, used, caller.get().status_code) == (200, [401, 200], 401)


BAD_BODIES = [{"overlapHours": -1}, {"overlapHours": 169}, {"overlapHours": "1"}, {"hours": 1}, [], 5, "\x00"]


@pytest.mark.parametrize("body", BAD_BODIES)
def test_a_body_that_is_not_understood_rotates_nothing(caller: Caller, body: object) -> None:
    refused = caller.post("keys/rotate/", body)

    assert (refused.status_code, refused.json()["code"]) == (400, "invalid_body")
    assert not caller.key.partner.keys.filter(replaces=caller.key).exists()


@pytest.mark.parametrize("noise", [b"{", b"\xff\xfe", b"null", b"{}{}", b"[" * 5000])
def test_noise_is_no_body(caller: Caller, noise: bytes) -> None:
    refused = caller.client.post(f"{HERE}keys/rotate/", data=noise, content_type="application/json")

    assert refused.status_code == 400


def test_a_revoked_key_opens_nothing_from_the_next_request_on(caller: Caller) -> None:
    before = caller.get().status_code

    keys.revoke(key=caller.key, by="operator", reason="Leaked", at=timezone.now())

    assert (before, caller.get().status_code) == (200, 401)


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
