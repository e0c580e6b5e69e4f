"""The state of the record, for whoever keeps many answers: the same for as long as all of them hold."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from api.wire.state import program
from api.wire.state import told as shown
from fundfeed.models import ListedFund, PublishedFund, RecordState
from fundfeed.selectors.record_state import record_state
from infra.deliveries import Delivery
from tests.factories.both_ways import BothWays
from tests.factories.pages import problem
from tests.factories.partners import key_of, partner
from tests.factories.public_answers import API, get
from tests.factories.rights import as_owner

RECORD = f"{API}/record/"


def state() -> Any:
    return get("/record/")["state"]


@pytest.mark.parametrize(
    "change",
    [
        lambda: PublishedFund.objects.filter(pk="DEM00001").update(etag="0" * 64),
        lambda: ListedFund.objects.filter(pk="DEM00003").delete(),
    ],
)
def test_the_state_is_the_same_until_the_record_changes(public_record: Delivery, change: Any) -> None:
    before = [state(), state()]

    change()

    assert before[0] == before[1]
    assert state() not in before


def test_it_says_since_when_and_no_cache_prolongs_it(public_record: Delivery) -> None:
    told, known = RecordState.objects.get(), record_state()
    assert known

    answer = Client().get(RECORD)

    assert answer.json() == {
        "state": shown(known),
        "changedAt": told.changed_at.isoformat().replace("+00:00", "Z"),
    }
    assert answer["Cache-Control"] == "public, max-age=0, s-maxage=30, must-revalidate"
    assert Client().get(RECORD, headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_it_is_answered_before_django_as_by_django(public_record: Delivery) -> None:
    ways = BothWays()

    front, django = ways.ask(RECORD)

    assert front == django
    assert ways.left == 0


def test_where_nothing_is_known_of_it_that_is_said(public_record: Delivery) -> None:
    with as_owner():
        RecordState.objects.all().delete()

    assert "state" in problem("/record/")["detail"]


def test_it_takes_no_parameters(public_record: Delivery) -> None:
    assert problem("/record/?asOf=2026-11-18")["parameter"] == "asOf"


FUND, FIGURES, LIST, FACETS = (
    f"{API}/{path}" for path in ("funds/DEM00001/", "funds/DEM00001/figures/", "funds/", "funds/facets/")
)


@pytest.mark.parametrize("path", [FUND, FIGURES, LIST, FACETS])
def test_each_answer_of_the_record_says_of_which_state_it_is(public_record: Delivery, path: str) -> None:
    ways = BothWays()
    told = dict(ways.front(path).headers)["ETag"]

    assert [states(ways, path) for _ in range(3)] == [{state()}] * 3
    assert states(ways, path, HTTP_IF_NONE_MATCH=told) == {state()}
    before = state()
    assert PublishedFund.objects.filter(pk="DEM00003").update(etag="0" * 64)
    assert before not in states(ways, path)


@pytest.mark.parametrize("path", [FUND, FIGURES, LIST, FACETS])
def test_whoever_asks_and_however_is_told_the_state(public_record: Delivery, path: str) -> None:
    ways, (_, key) = BothWays(), key_of(partner())

    for asked in (
        {"HTTP_AUTHORIZATION": f"Bearer {key}"},
        {"HTTP_IF_MODIFIED_SINCE": "Sun, 06 Nov 1994 08:49:37 GMT"},
        {"HTTP_ACCEPT_ENCODING": "gzip"},
        {"method": "HEAD"},
    ):
        assert [states(ways, path, **asked) for _ in range(3)] == [{state()}] * 3


def test_each_day_and_each_restored_database_has_a_state_of_its_own(
    public_record: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    known, today = record_state(), timezone.localdate()
    assert known
    restored = [
        known._replace(server_began=known.server_began + timedelta(seconds=1)),
        known._replace(table=known.table + 1),
    ]
    today_told = {shown(each) for each in [known, *restored]}

    monkeypatch.setattr(timezone, "localdate", lambda *_: today + timedelta(days=1))

    assert len({*today_told, state()}) == 4
    assert states(BothWays(), FIGURES) == {state()}


def test_what_is_said_of_the_past_or_of_no_known_record_bears_no_state(public_record: Delivery) -> None:
    ways = BothWays()
    assert [states(ways, FUND, "asOf=2026-11-19") for _ in range(3)] == [set()] * 3

    with as_owner():
        RecordState.objects.all().delete()

    assert states(ways, FUND) == set()


def test_another_release_tells_another_state_of_the_same_record(
    public_record: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    ways = BothWays()
    before = states(ways, FUND)
    assert len(program()) == 64

    monkeypatch.setattr("api.wire.state.program", lambda: "the next one")

    assert state() not in before
    assert states(BothWays(), FUND) == {state()}


def states(ways: BothWays, path: str, query: str = "", **more: Any) -> set[str]:
    """What the front says of which state its answer is."""
    headers = ways.heads(path, query, **more)
    return {value for name, value in headers if name == "Record-State"}
