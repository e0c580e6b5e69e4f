"""Since when answers are as they are: never the same moment for two bodies, and asked only of who knows no tag."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.utils.http import http_date, parse_http_date

from fundfeed.models import ListedFund, PublishedFund, RecordState
from infra.deliveries import Delivery
from tests.factories.both_ways import BothWays
from tests.factories.public_answers import API, body_of, get
from tests.factories.rights import as_owner

FUND, LIST = f"{API}/funds/DEM00001/", f"{API}/funds/"
LONG_AGO, FAR_AWAY = "Sat, 01 Jan 2000 00:00:00 GMT", "Fri, 01 Jan 2100 00:00:00 GMT"


def addresses() -> Iterator[str]:
    yield from (FUND, f"{FUND}?fields=fundId", LIST, f"{LIST}?assetClass=equity", f"{FUND}versions/1/")
    yield from (f"{API}/feeds/all.atom", f"{API}/feeds/funds/DEM00001.atom")
    yield get("/funds/DEM00001/")["documents"][0]["url"]


def in_another_transaction() -> None:
    """The record takes what follows for another publication than what was before."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('fundfeed.moment', '', true)")


def moment_of(address: str) -> int:
    return parse_http_date(Client().get(address)["Last-Modified"])


@pytest.mark.parametrize("number", range(8))
def test_who_has_only_the_time_of_an_answer_does_not_get_it_again(public_record: Delivery, number: int) -> None:
    address = list(addresses())[number]
    first = Client().get(address)
    body_of(first)

    same = Client().get(address, headers={"If-Modified-Since": first["Last-Modified"]})
    older = Client().get(address, headers={"If-Modified-Since": LONG_AGO})
    no_time = Client().get(address, headers={"If-Modified-Since": "yesterday"})

    assert (same.status_code, body_of(same)) == (304, b"")
    assert (same["ETag"], same["Last-Modified"]) == (first["ETag"], first["Last-Modified"])
    assert [(one.status_code, bool(body_of(one))) for one in (older, no_time)] == [(200, True)] * 2


@pytest.mark.parametrize("address", [FUND, LIST, f"{API}/feeds/all.atom"])
def test_the_time_of_a_download_or_of_a_record_before_it_was_restored_is_none_of_ours(
    public_record: Delivery, address: str
) -> None:
    told = moment_of(address)

    later = Client().get(address, headers={"If-Modified-Since": http_date(told + 1)})
    far = Client().get(address, headers={"If-Modified-Since": FAR_AWAY})
    head = Client().head(address, headers={"If-Modified-Since": FAR_AWAY})

    assert [(one.status_code, bool(body_of(one))) for one in (later, far)] == [(200, True)] * 2
    assert head.status_code == 200


@pytest.mark.parametrize("address", [FUND, LIST])
def test_whoever_names_a_tag_is_answered_by_the_tag_alone(public_record: Delivery, address: str) -> None:
    changed = {"If-None-Match": '"another"', "If-Modified-Since": FAR_AWAY}
    known = {"If-None-Match": Client().get(address)["ETag"], "If-Modified-Since": LONG_AGO}

    assert [Client().get(address, headers=headers).status_code for headers in (changed, known)] == [200, 304]


def test_a_search_names_no_time(public_record: Delivery) -> None:
    assert "Last-Modified" not in Client().get(f"{LIST}?search=etf")


def test_no_two_publications_have_one_moment_however_soon_they_follow_each_other(public_record: Delivery) -> None:
    seen = [PublishedFund.objects.get(pk="DEM00001").changed_at]

    for number in range(3):
        in_another_transaction()
        PublishedFund.objects.filter(pk="DEM00001").update(etag=str(number))
        PublishedFund.objects.filter(pk="DEM00001").update(etag=f"{number} again")
        seen.append(PublishedFund.objects.get(pk="DEM00001").changed_at)

    assert seen == sorted(set(seen))
    assert all(moment.microsecond == 0 for moment in seen)
    assert RecordState.objects.get().changed_at == seen[-1]
    assert PublishedFund.objects.get(pk="DEM00003").changed_at == seen[0]


def test_a_change_of_lists_alone_is_another_moment_of_lists_alone(public_record: Delivery) -> None:
    fund, lists = PublishedFund.objects.get(pk="DEM00001").changed_at, RecordState.objects.get().changed_at

    in_another_transaction()
    ListedFund.objects.filter(pk="DEM00001").update(status="suspended")

    assert RecordState.objects.get().changed_at > lists
    assert PublishedFund.objects.get(pk="DEM00001").changed_at == fund


def test_a_moment_that_has_not_come_is_not_told(public_record: Delivery) -> None:
    with as_owner():
        RecordState.objects.update(changed_at="2100-01-01T00:00:00Z")
    in_another_transaction()
    PublishedFund.objects.filter(pk="DEM00001").update(etag="0" * 64)
    ways = BothWays(holds=3600)

    answers = [ways.front(FUND) for _ in range(3)] + [ways.ask(LIST)[0], ways.ask(LIST)[1]]

    assert all(one.status.startswith("200") for one in answers)
    assert not any(name == "Last-Modified" for one in answers for name, _ in one.headers)


def test_an_answer_that_the_program_puts_together_is_not_older_than_the_program(
    public_record: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, part = moment_of(FUND), moment_of(f"{FUND}?fields=fundId")
    monkeypatch.setattr("api.wire.caching.BEGAN", max(whole, part) + 1)

    response = Client().get(f"{FUND}?fields=fundId", headers={"If-Modified-Since": Client().get(FUND)["Last-Modified"]})

    assert response.status_code == 200
    assert moment_of(FUND) == whole
