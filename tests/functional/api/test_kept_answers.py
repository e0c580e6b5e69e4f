"""What the path before Django keeps of its answers: never longer than the record stays as it is, and never for all."""

import time
from functools import partial
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks

from api.front.kept_answers import Kept, KeptAnswers, Room
from fundfeed.models import ListedFund, PublishedFund, RecordState
from fundfeed.signals import record_published
from fundfeed.stages import tell
from infra.deliveries import Delivery
from tests.factories.both_ways import BothWays, Said
from tests.factories.partners import key_of, partner
from tests.factories.public_answers import API
from tests.factories.rights import as_owner

FUND, LIST = f"{API}/funds/DEM00001/", f"{API}/funds/"
ALL_OF_THEM = (
    (FUND, ""),
    (LIST, ""),
    (LIST, "search=etf&pageSize=3"),
    (LIST, "search=dividnd"),
    (f"{LIST}facets/", ""),
)
CHANGES = (
    lambda: PublishedFund.objects.filter(pk="DEM00001").update(body=b'{"fundId":"DEM00001"}', etag="0" * 64),
    lambda: ListedFund.objects.update(summary=b"{}"),
    lambda: ListedFund.objects.filter(pk="DEM00001").update(is_withdrawn=True),
    lambda: ListedFund.objects.filter(pk="DEM00001").update(asset_class="another"),
    lambda: ListedFund.objects.filter(pk="DEM00003").delete(),
)


def statements(ways: BothWays, path: str, query: str = "", **more: Any) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        assert ways.front(path, query, **more).status.startswith("200")
    return [one["sql"] for one in asked]


def asked_often(ways: BothWays, path: str, query: str = "") -> Said:
    return [ways.front(path, query) for _ in range(3)][-1]


@pytest.mark.parametrize(("path", "query"), ALL_OF_THEM)
def test_who_asks_again_costs_one_look_at_the_record_s_state(public_record: Delivery, path: str, query: str) -> None:
    ways = BothWays()
    asked_often(ways, path, query)

    (look,) = statements(ways, path, query)

    assert "fundfeed_recordstate" in look


@pytest.mark.parametrize("change", CHANGES)
def test_after_every_change_of_the_record_both_ways_say_the_same(public_record: Delivery, change: Any) -> None:
    ways = BothWays()
    before = [asked_often(ways, path, query) for path, query in ALL_OF_THEM]

    assert change()

    after = [ways.ask(path, query) for path, query in ALL_OF_THEM]
    assert all(front == django for front, django in after)
    assert [front for front, _ in after] != before


def test_for_a_moment_nobody_is_asked_but_for_the_holder_of_a_key(public_record: Delivery) -> None:
    ways, (_, key) = BothWays(holds=3600), key_of(partner())
    before = asked_often(ways, FUND)

    PublishedFund.objects.filter(pk="DEM00001").update(body=b'{"fundId":"DEM00001"}', etag="0" * 64)

    assert statements(ways, FUND) == []
    assert ways.front(FUND) == before
    assert ways.front(FUND, HTTP_AUTHORIZATION=f"Bearer {key}").body == b'{"fundId":"DEM00001"}'


def test_an_answer_that_depends_on_the_day_is_read_each_time(public_record: Delivery) -> None:
    ways = BothWays(holds=3600)
    asked_often(ways, LIST, "as%4Ff=2026-11-19")

    assert statements(ways, LIST, "as%4Ff=2026-11-19")


def test_what_is_asked_for_once_is_not_kept_and_the_rest_has_its_bounds(public_record: Delivery) -> None:
    read: list[int] = []
    kept = KeptAnswers(holds=3600)

    def ask(number: int) -> None:
        if kept.find((str(number),)) is None:
            read.append(number)
            if kept.is_worth_keeping((str(number),), Room.LISTS):
                kept.present().keep((str(number),), Kept(b"x" * (Room.LISTS.value // 20), '"x"', (), ()), Room.LISTS)

    for _ in range(3):
        for number in range(30):
            for _ in range(3):
                ask(number)

    assert [read.count(number) for number in (0, 29)] == [4, 4]
    assert len(read) < 3 * 30 * 3
    known = [one for number in range(30) if (one := kept.find((str(number),)))]
    assert 0 < sum(len(one.body) for one in known) <= Room.LISTS.value


def test_a_question_of_many_letters_takes_no_room(public_record: Delivery) -> None:
    ways = BothWays(holds=3600)

    asked_often(ways, LIST, "search=etf" + "&" * 500)

    assert statements(ways, LIST, "search=etf" + "&" * 500)
    assert ways.ask(FUND, HTTP_ACCEPT="a" * 500)[0] == ways.ask(FUND, HTTP_ACCEPT="a" * 500)[1]
    assert statements(ways, FUND, HTTP_ACCEPT="a" * 500)


def test_without_a_known_state_nothing_is_kept(public_record: Delivery) -> None:
    ways = BothWays()
    with as_owner():
        RecordState.objects.all().delete()

    asked_often(ways, FUND)

    assert any("fundfeed_publishedfund" in one for one in statements(ways, FUND))


@pytest.mark.parametrize(
    "change",
    [
        lambda: PublishedFund.objects.filter(pk="DEM00001").update(version=F("version")),
        lambda: ListedFund.objects.filter(pk="DEM00001").update(status=F("status")),
        lambda: ListedFund.objects.filter(pk="DEM00001").delete(),
    ],
)
def test_every_statement_makes_another_state(public_record: Delivery, change: Any) -> None:
    before = RecordState.objects.get().changed

    change()

    assert RecordState.objects.get().changed != before


def test_the_state_is_for_nobody_to_write(public_record: Delivery) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        RecordState.objects.update(changed="00000000-0000-0000-0000-000000000000")


def test_who_published_goes_on_when_no_process_answers_from_before(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks, monkeypatch: pytest.MonkeyPatch
) -> None:
    happened: list[str] = []
    hear = partial(lambda **_: happened.append("told"))
    monkeypatch.setattr(time, "sleep", lambda seconds: happened.append(f"waited {seconds}"))
    record_published.connect(hear, weak=False)

    try:
        with django_capture_on_commit_callbacks(execute=True):
            tell.listeners(["DEM00001"])
    finally:
        record_published.disconnect(hear)

    assert happened == ["waited 0.05", "told"]
