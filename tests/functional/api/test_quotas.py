"""Quotas: how much is left stands beside each answer, and too much is refused with when to come back."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from cms.partners import quotas, tiers
from cms.partners.ahead import Ahead
from cms.partners.models import ApiKey
from tests.factories.partners import key_of, partner

STATUS = "/api/v1/status/"


@pytest.fixture(autouse=True)
def empty_counters() -> Iterator[None]:
    """Nobody has asked for anything yet, and Redis wasn't away."""
    quotas.ahead.forget()
    for name in quotas.client().scan_iter(f"{quotas.PREFIX}*"):
        quotas.client().delete(name)
    yield
    quotas.client.cache_clear()
    quotas._script.cache_clear()
    quotas.ahead.forget()
    quotas._Away.until = 0.0


def ask(path: str = STATUS, *, key: str = "", address: str = "192.0.2.1", **headers: Any) -> Any:
    said: dict[str, Any] = {"HTTP_AUTHORIZATION": f"Bearer {key}"} if key else {}
    return Client().get(path, REMOTE_ADDR=address, **said, **headers)


def left(answer: Any) -> int:
    found = re.fullmatch(r'"default";r=(\d+);t=\d+', answer["RateLimit"])
    assert found is not None
    return int(found[1])


def test_each_answer_says_what_is_allowed_and_what_is_left(settings: Settings) -> None:
    settings.ANONYMOUS_PER_MINUTE = 5

    answers = [ask() for _ in range(3)]

    assert [left(answer) for answer in answers] == [4, 3, 2]
    assert answers[0]["RateLimit-Policy"] == '"default";q=5;w=60'


def test_the_keys_of_a_partner_share_its_quota_and_their_answers_are_kept_by_nobody_else() -> None:
    of = partner()
    texts = [key_of(of)[1] for _ in range(2)]

    answers = [ask(key=text) for text in texts]

    assert left(answers[1]) == left(answers[0]) - 1
    assert answers[0]["Cache-Control"].startswith("private")
    assert "s-maxage" not in answers[0]["Cache-Control"]
    assert ask()["Cache-Control"].startswith("public")


def test_beyond_the_quota_comes_a_problem_that_says_when_to_come_back(settings: Settings) -> None:
    settings.ANONYMOUS_PER_MINUTE = 2

    codes = [ask().status_code for _ in range(2)]
    refused = ask()

    assert codes == [200, 200]
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_requests")
    assert refused["Content-Type"] == "application/problem+json"
    assert 1 <= int(refused["Retry-After"]) <= 30
    assert refused["Cache-Control"] == "no-store"
    assert left(refused) == 0


def test_an_answer_that_says_nothing_changed_counts_like_any_other(settings: Settings) -> None:
    settings.ANONYMOUS_PER_MINUTE = 5
    first = ask()

    second = ask(HTTP_IF_NONE_MATCH=first["ETag"])

    assert (second.status_code, left(second)) == (304, 3)


def test_each_address_has_a_quota_of_its_own_and_a_network_of_ipv6_one_together(settings: Settings) -> None:
    settings.ANONYMOUS_PER_MINUTE = 2
    addresses = ["192.0.2.1", "192.0.2.2", "2001:db8:1:1::1", "2001:db8:1:1:ffff::2", "2001:db8:1:2::1"]

    remaining = {address: left(ask(address=address)) for address in addresses}

    assert list(remaining.values()) == [1, 1, 1, 0, 1]


def test_a_claimed_forwarding_gives_nobody_another_quota(settings: Settings) -> None:
    settings.ANONYMOUS_PER_MINUTE = 5
    settings.TRUSTED_PROXIES = 0

    remaining = [left(ask(HTTP_X_FORWARDED_FOR=f"198.51.100.{number}")) for number in range(3)]

    assert remaining == [4, 3, 2]


def test_behind_our_proxy_the_address_is_the_one_that_the_proxy_saw(settings: Settings) -> None:
    settings.ANONYMOUS_PER_MINUTE = 5
    settings.TRUSTED_PROXIES = 1

    remaining = [
        left(ask(HTTP_X_FORWARDED_FOR=forwarded))
        for forwarded in ("198.51.100.1", "198.51.100.2", "198.51.100.1, 198.51.100.3", "203.0.113.9, 198.51.100.3")
    ]

    assert remaining == [4, 4, 4, 3]


def test_a_key_has_the_quota_of_its_partner_s_tier() -> None:
    _, text = key_of(partner(tier="large"))

    answer = ask(key=text)

    assert answer["RateLimit-Policy"] == f'"default";q={tiers.PER_MINUTE[tiers.Tier.LARGE]};w=60'


def test_the_service_key_is_enough_for_all_visitors_of_the_site(settings: Settings) -> None:
    settings.SERVICE_KEY = "s" * 64

    answer = ask(key=settings.SERVICE_KEY)

    assert left(answer) == tiers.PER_MINUTE[tiers.Tier.SERVICE] - 1


def test_each_visitor_for_whom_the_site_asks_has_a_quota_and_nobody_else_can_name_one(settings: Settings) -> None:
    settings.SERVICE_KEY, settings.ANONYMOUS_PER_MINUTE = "s" * 64, 5
    most = tiers.PER_MINUTE[tiers.Tier.VISITOR]

    visitors = [
        left(ask(key=settings.SERVICE_KEY, HTTP_X_VISITOR_ADDRESS=address))
        for address in ("198.51.100.1", "198.51.100.1", "198.51.100.2")
    ]
    others = [left(ask(HTTP_X_VISITOR_ADDRESS=f"198.51.100.{number}")) for number in range(2)]

    assert visitors == [most - 1, most - 2, most - 1]
    assert others == [4, 3]


def test_using_a_key_is_noted_at_most_once_in_some_minutes() -> None:
    key, text = key_of(partner())

    ask(key=text)
    first = ApiKey.objects.get(pk=key.pk).last_used_at
    ask(key=text)

    assert first is not None
    assert ApiKey.objects.get(pk=key.pk).last_used_at == first


@pytest.mark.parametrize("said", ["Bearer frk_nobodys0_" + "A" * 43, "Bearer", "frk_abcdefgh", "Digest x", "Bearer é"])
def test_a_wrong_key_is_refused_and_costs_the_address(settings: Settings, said: str) -> None:
    settings.ANONYMOUS_PER_MINUTE = 2

    refused = ask(HTTP_AUTHORIZATION=said)
    later = [ask(HTTP_AUTHORIZATION=said).status_code for _ in range(2)]

    assert (refused.status_code, refused.json()["code"]) == (401, "invalid_key")
    assert refused["WWW-Authenticate"].startswith("Bearer")
    assert later == [401, 429]


def test_a_key_without_the_scope_is_refused_by_its_name() -> None:
    _, text = key_of(partner(may_download=False))

    refused = ask(f"/api/v1/documents/{'0' * 64}.pdf", key=text)

    assert (refused.status_code, refused.json()["code"]) == (403, "scope_missing")
    assert "`documents`" in refused.json()["detail"]


def test_a_question_of_a_browser_costs_nothing(settings: Settings) -> None:
    settings.ANONYMOUS_PER_MINUTE = 2

    asked = {"Origin": "https://harbour.example", "Access-Control-Request-Method": "GET"}

    Client().options(STATUS, REMOTE_ADDR="192.0.2.1", headers=asked)

    assert left(ask()) == 1


def test_asking_for_the_methods_of_an_address_counts_as_any_request(settings: Settings) -> None:
    settings.ANONYMOUS_PER_MINUTE = 2

    Client().options(STATUS, REMOTE_ADDR="192.0.2.1")

    assert left(ask()) == 0


def test_the_admin_has_no_quota(settings: Settings) -> None:
    settings.ANONYMOUS_PER_MINUTE = 1

    codes = {Client().get("/admin/login/", REMOTE_ADDR="192.0.2.1").status_code for _ in range(3)}

    assert codes == {200}


def test_without_redis_everybody_is_let_in_and_it_is_asked_again_later(settings: Settings) -> None:
    settings.ANONYMOUS_PER_MINUTE = 1
    settings.QUOTA_REDIS_URL = "redis://127.0.0.1:1/0"
    quotas.client.cache_clear()
    quotas._script.cache_clear()

    answers = [ask() for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert "RateLimit" not in answers[0]
    assert quotas._Away.until > 0


@contextmanager
def counted_calls() -> Iterator[list[str]]:
    """The commands that Redis gets meanwhile, as Redis itself counts them."""
    found: list[str] = []
    before = calls()
    yield found
    found.extend(name for name, count in calls().items() for _ in range(count - before.get(name, 0)))


def calls() -> dict[str, int]:
    """How often each command came from a client, scripts' own commands left out."""
    told: Any = quotas.client().info("commandstats")
    return {name: entry["calls"] for name, entry in told.items() if name == "cmdstat_evalsha"}


def test_a_request_is_one_round_trip(settings: Settings) -> None:
    settings.ANONYMOUS_PER_MINUTE = 19
    ask()

    with counted_calls() as found:
        ask()

    assert found == ["cmdstat_evalsha"]


def take(number: int, *, per_minute: int) -> None:
    for _ in range(number):
        quotas.take(caller="192.0.2.5", per_minute=per_minute, part="record")


def test_the_requests_of_a_busy_caller_are_told_together() -> None:
    with counted_calls() as found:
        take(40, per_minute=1000)

    assert 1 <= len(found) < 40


def test_no_more_is_let_in_ahead_than_a_twentieth_of_a_quota() -> None:
    with counted_calls() as found:
        take(22, per_minute=200)

    assert len(found) >= 2


def test_from_half_of_a_quota_on_each_request_is_asked_for() -> None:
    take(600, per_minute=1000)

    with counted_calls() as found:
        take(50, per_minute=1000)

    assert len(found) == 50


def test_what_was_let_in_ahead_is_counted_as_use_and_against_the_quota(settings: Settings) -> None:
    settings.ANONYMOUS_PER_MINUTE = 1000
    for _ in range(8):
        ask()

    quotas.ahead.tell_all()
    quotas.ahead.forget()

    assert left(ask()) in (991, 992)
    assert quotas.client().hgetall(quotas.usage_name())["|about"] == "9"


def test_a_key_costs_one_query_more_than_none() -> None:
    _, text = key_of(partner())
    ask(key=text)

    with CaptureQueriesContext(connection) as without:
        ask()
    with CaptureQueriesContext(connection) as with_key:
        ask(key=text)

    assert len(with_key) == len(without) + 1
    assert "partners_apikey" in with_key.captured_queries[0]["sql"]


def test_two_requests_that_ask_at_once_forget_nobody_who_was_let_in() -> None:
    told: list[Counter[str]] = []
    ahead = Ahead(lambda _caller, uses, _limit: told.append(uses))
    ahead.learn(caller="busy", per_minute=1000, full_in=0.0)
    for _ in range(5):
        assert ahead.take(caller="busy", per_minute=1000, use="record")

    ahead.learn(caller="busy", per_minute=1000, full_in=0.0)
    ahead.tell_all()

    assert told == [Counter(record=5)]
