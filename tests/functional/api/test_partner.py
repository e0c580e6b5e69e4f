"""What partners do with their key beside reading: look at themselves, and rotate."""

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from cms.partners import keys, quotas, usage
from cms.partners.models import UsageCount
from tests.factories.partner_programs import HERE, Caller
from tests.factories.partners import partner


@pytest.fixture
def caller() -> Caller:
    return Caller(partner())


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
