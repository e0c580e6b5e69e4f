"""The list of funds as it was on any day, by page, filter and name."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fundfeed.models import ListedVersion
from infra.deliveries import Delivery
from tests.factories.pages import back, forward, listed, problem
from tests.factories.public_answers import WITH_EVERY_STATUS, get

FIRST_DAY, SECOND_DAY = "2026-11-18", "2026-11-19"


def withdrawn(public_record: Delivery) -> list[str]:
    return sorted(record["fundId"] for record in public_record.deauthorised["deauthorised"])


def shown(query: str) -> list[dict[str, Any]]:
    return [fund for page in forward(f"pageSize=100&{query}") for fund in page["results"]]


def test_a_day_lists_the_funds_that_were_authorised_then(public_record: Delivery) -> None:
    before, after = listed(f"asOf={FIRST_DAY}"), listed(f"asOf={SECOND_DAY}")

    assert sorted(set(before) - set(after)) == withdrawn(public_record)
    assert set(after) < set(before)


def test_the_last_day_lists_what_is_listed_now_but_for_figures(public_record: Delivery) -> None:
    for query in ("", WITH_EVERY_STATUS, "search=etf&ordering=name", "fundCurrency=USD&assetClass=equity"):
        assert shown(f"asOf={SECOND_DAY}&{query}") == [fund | {"aumFund": None} for fund in shown(query)]


def test_before_the_first_day_nothing_is_listed(public_record: Delivery) -> None:
    assert get("/funds/?asOf=2026-11-17") == {
        "results": [],
        "next": None,
        "previous": None,
        "total": {"value": 0, "relation": "eq"},
        "isApproximate": False,
        "searchedFor": None,
    }


def test_a_fund_is_found_by_the_name_and_status_of_that_day_alone(public_record: Delivery) -> None:
    fund = withdrawn(public_record)[0]

    assert listed(f"asOf={FIRST_DAY}&search={fund}&authorisationStatus=authorised") == [fund]
    assert listed(f"asOf={SECOND_DAY}&search={fund}&authorisationStatus=authorised") == []
    assert listed(f"asOf={SECOND_DAY}&search={fund}&authorisationStatus=deauthorised") == [fund]


def test_a_corrected_name_is_that_of_the_days_since(public_record: Delivery) -> None:
    people = {"by": "mandy", "approved_by": "chris", "reason": "typing error"}
    call_command("correct_fund", "DEM00001", "/legalFundNameOnly", '{"en": "Zyzzyva Crossing"}', **people)

    assert listed(f"asOf={SECOND_DAY}&search=zyzzyva") == ["DEM00001"]
    assert listed(f"asOf={FIRST_DAY}&search=zyzzyva") == []
    assert listed(f"asOf={SECOND_DAY}&ordering=-name")[0] == "DEM00001"
    assert len(listed(f"asOf={SECOND_DAY}")) == len(listed())


@pytest.mark.parametrize("ordering", ["name", "-name"])
@pytest.mark.parametrize("size", [1, 7, 100])
def test_pages_hold_every_fund_once_there_and_back(public_record: Delivery, ordering: str, size: int) -> None:
    query = f"asOf={FIRST_DAY}&ordering={ordering}&pageSize={size}"

    pages = forward(query)

    found = [fund["fundId"] for page in pages for fund in page["results"]]
    assert len(found) == len(set(found)) == get(f"/funds/?asOf={FIRST_DAY}")["total"]["value"] == 45
    assert [page["results"] for page in back(pages[-1])[::-1]] == [page["results"] for page in pages]


REFUSED = [
    "isEtf=true",
    "shareClassDistributionPolicy=distributing",
    "ordering=authorisationDate",
    "ordering=relevance",
]


@pytest.mark.parametrize("query", [*REFUSED, "authorisationStatus=lost", "cursor=x", "pageSize=0", "search=%00"])
def test_what_past_days_do_not_know_is_refused(public_record: Delivery, query: str) -> None:
    found = problem(f"/funds/?asOf={FIRST_DAY}&{query}")

    assert (found["status"], found["parameter"]) == (400, query.partition("=")[0])
    assert found["accepted"]


def test_a_filter_of_today_is_refused_with_those_of_the_past(public_record: Delivery) -> None:
    found = problem(f"/funds/?asOf={FIRST_DAY}&isEtf=true")

    assert {"fundGroupName", "authorisationStatus", "search"} < set(found["accepted"])
    assert "isEtf" not in found["accepted"]


def test_a_page_of_a_past_day_costs_two_queries(public_record: Delivery) -> None:
    for size in (2, 20):
        with CaptureQueriesContext(connection) as asked:
            get(f"/funds/?asOf={FIRST_DAY}&pageSize={size}")
        assert len(asked) == 2


def test_a_ledger_from_before_is_listed_by_the_next_publication(public_record: Delivery) -> None:
    def everything() -> list[tuple[Any, ...]]:
        return [
            tuple(bytes(value) if isinstance(value, memoryview) else value for value in row)
            for row in ListedVersion.objects.order_by("pk").values_list().iterator()
        ]

    listed_at_once = everything()
    ListedVersion.objects.all().delete()

    people = {"by": "mandy", "approved_by": "chris", "reason": "typing error"}
    call_command("correct_fund", "DEM00002", "/manCo", '"The Right Company"', **people)

    assert [row for row in everything() if row[1] != "DEM00002"] == [
        row for row in listed_at_once if row[1] != "DEM00002"
    ]
    assert len(everything()) == len(listed_at_once) + 1
