"""Lists by page, filter, order and facet: everything exactly once, and the counts add up."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fundfeed.search import folded
from fundfeed.selectors import keys
from fundfeed.services import index_search
from infra.deliveries import Delivery
from tests.factories.pages import back, facet, forward, listed
from tests.factories.public_answers import API, WITH_EVERY_STATUS, get

ORDERINGS = ["name", "-name", "authorisationDate", "-authorisationDate", "relevance"]


def expected(delivery: Delivery) -> list[str]:
    return sorted(fund["fundId"] for fund in delivery.funds)


@pytest.mark.parametrize("size", [1, 7, 43, 44, 100])
@pytest.mark.parametrize("ordering", ORDERINGS)
def test_pages_forward_hold_every_fund_exactly_once(public_record: Delivery, ordering: str, size: int) -> None:
    assert sorted(listed(f"ordering={ordering}&pageSize={size}")) == expected(public_record)


@pytest.mark.parametrize("ordering", [*ORDERINGS, "relevance&search=etf"])
def test_pages_back_are_the_pages_forward(ordering: str) -> None:
    pages = forward(f"ordering={ordering}&pageSize=5")

    turned = back(pages[-1])[::-1]

    assert len(pages) > 1
    assert [page["results"] for page in turned] == [page["results"] for page in pages]


def test_the_first_page_has_no_previous_and_the_last_no_next() -> None:
    pages = forward("pageSize=20")

    assert [page["previous"] is None for page in pages] == [True, False, False]
    assert [page["next"] is None for page in pages] == [False, False, True]


def test_twenty_funds_are_a_page_unless_told() -> None:
    assert len(get("/funds/")["results"]) == 20


def test_funds_are_sorted_by_name_and_twins_by_id(public_record: Delivery) -> None:
    names = {fund["fundId"]: folded(fund["legalFundNameOnly"]["en"]) for fund in public_record.funds}

    assert listed("ordering=name") == sorted(names, key=lambda fund_id: (names[fund_id], fund_id))
    assert listed("ordering=-name") == listed("ordering=name")[::-1]


def test_funds_are_sorted_by_date_and_twins_by_id(public_record: Delivery) -> None:
    dates = {fund["fundId"]: fund["authorisationDate"] for fund in public_record.funds}

    assert listed("ordering=authorisationDate") == sorted(dates, key=lambda fund_id: (dates[fund_id], fund_id))
    assert listed("ordering=-authorisationDate") == listed("ordering=authorisationDate")[::-1]


def test_pages_keep_the_question_that_was_asked() -> None:
    first = get("/funds/?pageSize=2&fundCurrency=USD&fundCurrency=EUR&search=etf")

    assert "fundCurrency=USD&fundCurrency=EUR" in first["next"]
    assert "search=etf" in first["next"]


FILTERS: dict[str, Callable[[dict[str, Any]], str | None]] = {
    "assetClass": lambda fund: fund.get("assetClass"),
    "fundDomicileAlpha2": lambda fund: fund["fundDomicileAlpha2"],
    "fundCurrency": lambda fund: fund["fundCurrency"],
    "fundGroupName": lambda fund: (fund.get("fundGroupName") or {}).get("en"),
    "authorisationStatus": lambda fund: fund["authorisationStatus"],
    "isEtf": lambda fund: str(fund["isEtf"]).lower() if "isEtf" in fund else None,
    "umbrellaId": lambda fund: (fund.get("umbrella") or {}).get("umbrellaId"),
}


@pytest.mark.parametrize("name", FILTERS)
def test_each_filter_gives_the_funds_with_its_value(public_record: Delivery, name: str) -> None:
    stated = {fund["fundId"]: FILTERS[name](fund) for fund in public_record.funds}
    values = {value for value in stated.values() if value}

    assert values
    for value in values:
        found = Client().get(f"{API}/funds/", {name: value, "pageSize": "100"}).json()["results"]
        assert {fund["fundId"] for fund in found} == {one for one, its_value in stated.items() if its_value == value}


def test_a_distribution_policy_finds_funds_with_such_a_share_class(public_record: Delivery) -> None:
    distributing = {
        fund["fundId"]
        for fund in public_record.funds
        if any(one.get("shareClassDistributionPolicy") == "distributing" for one in fund["shareClasses"])
    }

    assert set(listed("shareClassDistributionPolicy=distributing")) == distributing != set()


def test_a_filter_given_twice_means_either(public_record: Delivery) -> None:
    either = listed("authorisationStatus=suspended&authorisationStatus=in liquidation")

    assert sorted(either) == sorted(public_record.funds[number]["fundId"] for number in (15, 16))


def test_two_filters_mean_both() -> None:
    both = set(listed("assetClass=equity&fundCurrency=USD"))

    assert both == set(listed("assetClass=equity")) & set(listed("fundCurrency=USD")) != set()


def test_withdrawn_funds_are_listed_only_when_asked_for(public_record: Delivery) -> None:
    withdrawn = sorted(record["fundId"] for record in public_record.deauthorised["deauthorised"])

    assert sorted(listed("authorisationStatus=deauthorised&authorisationStatus=terminated")) == withdrawn
    assert not set(withdrawn) & set(listed())
    assert sorted(listed(WITH_EVERY_STATUS)) == sorted([*expected(public_record), *withdrawn])


def test_a_value_that_nobody_has_finds_nothing() -> None:
    page = get("/funds/?fundCurrency=XXX")

    assert (page["results"], page["next"], page["previous"]) == ([], None, None)
    assert page["total"] == {"value": 0, "relation": "eq"}


def test_the_total_is_exact_up_to_its_cap(public_record: Delivery, monkeypatch: pytest.MonkeyPatch) -> None:
    assert get("/funds/?pageSize=1")["total"] == {"value": len(public_record.funds), "relation": "eq"}

    monkeypatch.setattr(keys, "COUNT_CAP", 10)

    assert get("/funds/?pageSize=1")["total"] == {"value": 10, "relation": "gte"}


SINGLE = ["assetClass", "fundDomicileAlpha2", "fundCurrency", "fundGroupName", "authorisationStatus", "isEtf"]


@pytest.mark.parametrize("query", ["", "fundCurrency=USD", "search=etf", "search=etf&assetClass=equity&isEtf=true"])
@pytest.mark.parametrize("name", SINGLE)
def test_each_count_of_a_facet_is_what_its_value_lists(query: str, name: str) -> None:
    asked = {key: value for key, value in parse_qsl(query) if key != name}

    counts = facet(query, name)
    assert counts
    for value, count in counts.items():
        page = Client().get(f"{API}/funds/", asked | {name: value}).json()
        assert page["total"] == {"value": count, "relation": "eq"}


def test_the_counts_of_a_facet_add_up(public_record: Delivery) -> None:
    unknown = sum(not fund.get("assetClass") for fund in public_record.funds)

    assert sum(facet("", "fundCurrency").values()) == len(public_record.funds)
    assert sum(facet("", "assetClass").values()) == len(public_record.funds) - unknown


def test_a_facet_shows_the_other_values_of_its_own_filter() -> None:
    assert facet("fundCurrency=USD", "fundCurrency") == facet("", "fundCurrency")
    assert sum(facet("fundCurrency=USD", "assetClass").values()) < sum(facet("", "assetClass").values())


def test_a_chosen_status_stands_in_its_own_facet() -> None:
    assert facet("authorisationStatus=deauthorised", "authorisationStatus")["deauthorised"] == 1


def test_the_most_frequent_value_comes_first() -> None:
    counts = list(facet("", "fundCurrency").values())

    assert counts == sorted(counts, reverse=True)


@pytest.mark.parametrize("query", ["", "&search=ucits", "&ordering=-authorisationDate&fundCurrency=USD"])
def test_a_list_asks_the_database_as_often_for_two_funds_as_for_twenty(query: str) -> None:
    index_search()
    counts = []
    for size in (2, 20):
        with CaptureQueriesContext(connection) as asked:
            get(f"/funds/?pageSize={size}{query}")
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 2


def test_one_fund_costs_one_query(public_record: Delivery) -> None:
    with CaptureQueriesContext(connection) as asked:
        get(f"/funds/{public_record.funds[0]['fundId']}/")

    assert len(asked) == 1
