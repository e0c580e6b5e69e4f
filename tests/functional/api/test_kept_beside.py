"""Single funds, which a process keeps in a file beside it from the first time that they are asked for."""

import os
import tempfile
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api.front.beside import Beside, Kept
from fundfeed.models import PublishedFund, RecordState
from infra.deliveries import Delivery
from tests.factories.both_ways import BothWays
from tests.factories.public_answers import API
from tests.factories.rights import as_owner

FUND, OTHER = f"{API}/funds/DEM00001/", f"{API}/funds/DEM00003/"
BODIES = "fundfeed_publishedfund"
KEPT = Kept(b"x" * 100, '"x"', {"ETag": '"x"', "Content-Type": "text/plain"}, 1)


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


def test_with_parameters_a_fund_is_kept_like_any_other_answer(public_record: Delivery) -> None:
    ways = BothWays(holds=3600)

    assert [reads(ways, FUND, "fields=fundId") for _ in range(3)] == [1, 1, 0]
    assert [reads(ways, FUND, "asOf=2026-11-19") for _ in range(3)] == [reads(ways, FUND, "asOf=2026-11-19")] * 3


def test_a_publication_ends_what_lies_beside(public_record: Delivery) -> None:
    ways = BothWays()
    ways.front(FUND)

    assert PublishedFund.objects.filter(pk="DEM00001").update(body=b'{"fundId":"DEM00001"}', etag="0" * 64)

    assert ways.front(FUND).body == b'{"fundId":"DEM00001"}'


def test_without_a_known_state_no_fund_is_kept(public_record: Delivery) -> None:
    ways = BothWays(holds=3600)
    with as_owner():
        RecordState.objects.all().delete()

    assert [reads(ways, FUND) for _ in range(3)] == [1, 1, 1]


def test_without_room_on_the_disk_funds_are_read_each_time(
    public_record: Delivery, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    ways = BothWays(holds=3600)

    assert [reads(ways, FUND) for _ in range(3)] == [1, 1, 1]
    assert all(front == django for front, django in map(ways.ask, (FUND, OTHER)))


def test_the_file_takes_no_more_than_it_may() -> None:
    beside = Beside(most_bytes=1000)

    for number in range(20):
        beside.keep((f"/{number}", "", ""), KEPT)

    found = [beside.find((f"/{number}", "", "")) for number in range(20)]
    assert found[0] == KEPT
    assert 1 <= sum(one is not None for one in found) <= 1000 // len(KEPT.body)
    assert found[-1] is None


def test_of_two_addresses_with_one_hash_neither_gets_the_other_s() -> None:
    beside, one, other = Beside(), ("/a", "", ""), ("/b", "", "")
    beside.keep(one, KEPT)
    beside._places[hash(other)] = beside._places[hash(one)]

    assert beside.find(one) == KEPT
    assert beside.find(other) is None


def test_a_file_that_lost_its_end_is_as_good_as_none() -> None:
    beside = Beside()
    beside.keep(("/", "", ""), KEPT)
    assert beside._file is not None
    os.truncate(beside._file, 10)

    assert beside.find(("/", "", "")) is None


def test_the_file_is_closed_with_what_it_was_kept_for() -> None:
    beside = Beside()
    beside.keep(("/", "", ""), KEPT)
    file = beside._file
    assert file is not None
    os.fstat(file)

    del beside

    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(file)
