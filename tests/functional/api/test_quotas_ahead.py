"""Requests of a busy caller are let in ahead and told together: what that costs, and what it may let through."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from cms.partners import quotas
from cms.partners.ahead import Ahead
from tests.factories.partners import key_of, partner
from tests.factories.quota_callers import ask, left

pytestmark = pytest.mark.usefixtures("empty_counters")


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
