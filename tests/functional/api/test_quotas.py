"""Quotas: how much is left stands beside each answer, and too much is refused with when to come back."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from cms.partners import quotas, tiers
from cms.partners.models import ApiKey
from tests.factories.partners import key_of, partner
from tests.factories.quota_callers import STATUS, ask, left

pytestmark = pytest.mark.usefixtures("empty_counters")


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
