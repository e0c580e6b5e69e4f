"""Single funds, which a process keeps from the first time that they are asked for."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from api.front.kept_answers import AROUND_A_BODY, Answers, Kept
from fundfeed.models import PublishedFund, RecordState
from infra.deliveries import Delivery
from tests.factories.both_ways import BothWays
from tests.factories.partners import key_of, partner
from tests.factories.public_answers import API
from tests.factories.rights import as_owner

FUND, OTHER = f"{API}/funds/DEM00001/", f"{API}/funds/DEM00003/"
BODIES = "fundfeed_publishedfund"


def reads(ways: BothWays, path: str, query: str = "", **more: Any) -> int:
    """How often the body of a fund is read for one question."""
    with CaptureQueriesContext(connection) as asked:
        ways.front(path, query, **more)
    return sum(BODIES in one["sql"] for one in asked)


def test_a_fund_is_read_once_for_everybody(public_record: Delivery) -> None:
    ways = BothWays(holds=3600)

    assert [reads(ways, path) for path in (FUND, OTHER, FUND, OTHER, FUND)] == [1, 1, 0, 0, 0]
    assert all(front == django for front, django in map(ways.ask, (FUND, OTHER)))


def test_each_kind_of_answer_and_each_condition_gets_its_own(public_record: Delivery) -> None:
    ways = BothWays(holds=3600)
    tag = dict(ways.front(FUND).headers)["ETag"]

    assert reads(ways, FUND, HTTP_ACCEPT="text/csv") == 1
    for asked in ({"HTTP_IF_NONE_MATCH": tag}, {"HTTP_ACCEPT": "text/csv"}, {"method": "HEAD"}, {}):
        front, django = ways.ask(FUND, **asked)
        assert front == django


@pytest.mark.usefixtures("empty_counters")
def test_our_own_site_gets_what_is_kept_and_a_partner_an_answer_of_its_own(
    public_record: Delivery, settings: Settings
) -> None:
    settings.SERVICE_KEY = "s" * 64
    ways, site, stranger = BothWays(holds=3600), f"Bearer {settings.SERVICE_KEY}", "Bearer frk_nobody"
    partners = f"Bearer {key_of(partner())[1]}"
    ways.front(FUND)

    assert reads(ways, FUND, HTTP_AUTHORIZATION=site, HTTP_X_VISITOR_ADDRESS="192.0.2.7") == 0
    assert reads(ways, FUND, HTTP_AUTHORIZATION=partners) == 1
    for key, status in ((site, "200"), (partners, "200"), (stranger, "401")):
        front, django = ways.ask(FUND, HTTP_AUTHORIZATION=key)
        assert front == django
        assert front.status.startswith(status)
    assert "private" in dict(ways.front(FUND, HTTP_AUTHORIZATION=partners).headers)["Cache-Control"]


def test_with_parameters_a_fund_is_kept_like_any_other_answer(public_record: Delivery) -> None:
    ways = BothWays(holds=3600)

    assert [reads(ways, FUND, "fields=fundId") for _ in range(3)] == [1, 1, 0]
    assert [reads(ways, FUND, "asOf=2026-11-19") for _ in range(3)] == [reads(ways, FUND, "asOf=2026-11-19")] * 3


def test_a_publication_ends_what_is_kept(public_record: Delivery) -> None:
    ways = BothWays()
    ways.front(FUND)

    assert PublishedFund.objects.filter(pk="DEM00001").update(body=b'{"fundId":"DEM00001"}', etag="0" * 64)

    assert ways.front(FUND).body == b'{"fundId":"DEM00001"}'


def test_without_a_known_state_no_fund_is_kept(public_record: Delivery) -> None:
    ways = BothWays(holds=3600)
    with as_owner():
        RecordState.objects.all().delete()

    assert [reads(ways, FUND) for _ in range(3)] == [1, 1, 1]


def test_what_was_kept_first_goes_when_there_is_no_room() -> None:
    answers, kept = Answers(10 * (100 + AROUND_A_BODY)), Kept(b"x" * 100, '"x"', (), ())

    for number in range(20):
        answers.keep((number,), kept)

    assert [number for number in range(20) if answers.get((number,))] == list(range(10, 20))


def test_two_questions_with_one_body_take_their_room_once_each() -> None:
    answers, kept = Answers(2 * (100 + AROUND_A_BODY)), Kept(b"x" * 100, '"x"', (), ())

    for _ in range(3):
        answers.keep(("one",), kept)
        answers.keep(("another",), kept)

    assert answers.get(("one",)) == answers.get(("another",)) == kept


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"HTTP_IF_NONE_MATCH": "{tag}"}, "304"),
        ({"HTTP_IF_NONE_MATCH": "W/{tag}"}, "304"),
        ({"HTTP_IF_NONE_MATCH": '"another", {tag}'}, "304"),
        ({"HTTP_IF_NONE_MATCH": "*"}, "304"),
        ({"HTTP_IF_NONE_MATCH": '"another"'}, "200"),
        ({"HTTP_IF_NONE_MATCH": 'W/"another"', "HTTP_IF_MODIFIED_SINCE": "{moment}"}, "200"),
        ({"HTTP_IF_NONE_MATCH": "no-tag", "HTTP_IF_MODIFIED_SINCE": "{moment}"}, ""),
        ({"HTTP_IF_MODIFIED_SINCE": "{moment}"}, "304"),
        ({"HTTP_IF_MODIFIED_SINCE": "Sun, 06 Nov 1994 08:49:37 GMT"}, "200"),
        ({"HTTP_IF_MATCH": "{tag}"}, "200"),
        ({"HTTP_IF_MATCH": '"another"'}, "412"),
        ({"HTTP_IF_NONE_MATCH": "{tag}", "HTTP_ACCEPT_ENCODING": "gzip"}, "304"),
        ({"HTTP_IF_NONE_MATCH": "W/{tag}", "HTTP_ACCEPT_ENCODING": "gzip"}, "304"),
        ({"HTTP_ACCEPT_ENCODING": "gzip"}, "200"),
        ({"HTTP_ACCEPT_ENCODING": "gzip;q=0"}, "200"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_what_is_kept_answers_every_condition_as_django_does(
    public_record: Delivery, asked: dict[str, str], status: str, method: str
) -> None:
    ways = BothWays(holds=3600)
    told = dict(ways.front(FUND).headers)
    ways.front(FUND, HTTP_ACCEPT_ENCODING="gzip")
    said = {name: value.format(tag=told["ETag"], moment=told["Last-Modified"]) for name, value in asked.items()}

    front, django = ways.ask(FUND, method=method, **said)

    assert front == django
    assert front.status.startswith(status)


@pytest.mark.usefixtures("empty_counters")
def test_who_asks_too_much_is_refused_though_the_answer_is_kept(public_record: Delivery, settings: Settings) -> None:
    ways = BothWays(holds=3600)
    ways.front(FUND)
    settings.ANONYMOUS_PER_MINUTE = 2

    said = [ways.front(FUND, REMOTE_ADDR="192.0.2.99").status[:3] for _ in range(3)]

    assert said == ["200", "200", "429"]
