"""Figures, which a process keeps once they were asked for twice, for as long as record and day stay as they are."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from api.front.kept_answers import Kept, KeptAnswers, Room
from fundfeed.models import PublishedFund
from infra.deliveries import Delivery
from tests.factories.both_ways import BothWays
from tests.factories.public_answers import API

FIGURES, OF_ANOTHER = f"{API}/funds/DEM00001/figures/", f"{API}/funds/DEM00003/figures/"


def reads(ways: BothWays, path: str, query: str = "") -> int:
    """How often figures are read for one question."""
    with CaptureQueriesContext(connection) as asked:
        assert ways.front(path, query).status.startswith("200")
    return sum("fundfeed_figure" in one["sql"] and "count(*)" not in one["sql"] for one in asked)


@pytest.mark.parametrize("query", ["", "navs=one", "from=2026-11-01&to=2026-11-20"])
def test_who_asks_for_figures_again_gets_those_of_before(public_record: Delivery, query: str) -> None:
    ways = BothWays(holds=3600)

    assert [reads(ways, path, query) for path in (FIGURES, OF_ANOTHER) * 3] == [1, 1, 1, 1, 0, 0]
    for path in (FIGURES, OF_ANOTHER):
        front, django = ways.ask(path, query)
        assert front == django
    tag = dict(front.headers)["ETag"]
    unchanged, as_django = ways.ask(OF_ANOTHER, query, HTTP_IF_NONE_MATCH=tag)
    assert unchanged == as_django
    assert unchanged.status.startswith("304")


def test_a_publication_ends_what_is_kept_of_figures(public_record: Delivery) -> None:
    ways = BothWays()
    for _ in range(3):
        ways.front(FIGURES)

    assert PublishedFund.objects.filter(pk="DEM00003").update(etag="0" * 64)

    assert reads(ways, FIGURES) == 1


def test_on_another_day_figures_are_told_up_to_that_day(
    public_record: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    ways = BothWays()
    for _ in range(3):
        ways.front(FIGURES)
    tomorrow = timezone.localdate() + timedelta(days=1)

    monkeypatch.setattr(timezone, "localdate", lambda *_: tomorrow)

    front, django = ways.ask(FIGURES)
    assert front == django
    assert f'"to":"{tomorrow}"'.encode() in front.body


def test_figures_take_no_room_of_funds() -> None:
    kept = KeptAnswers(holds=3600)
    day = Kept(b"x" * 60_000, '"x"', (), ())
    record = kept.present()

    record.keep(("fund",), day, Room.FUNDS)
    for number in range(200):
        record.keep((number,), day, Room.FIGURES)

    found = [number for number in range(200) if record.find((number,))]
    assert found == list(range(200 - len(found), 200))
    assert 0 < len(found) * 60_000 <= Room.FIGURES.value
    assert record.find(("fund",)) == day
