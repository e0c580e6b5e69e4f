"""NAVs and fund sizes, day by day, as charts need them."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fundfeed.models import Figure
from infra.deliveries import Delivery
from tests.factories.pages import problem
from tests.factories.public_answers import API, get

FUND = "DEM00001"


def figures(query: str = "") -> Any:
    return get(f"/funds/{FUND}/figures/?{query}")


@pytest.fixture
def a_chart(public_record: Delivery) -> list[str]:
    """The ISINs of a fund that has figures on two more days."""
    for figure in Figure.objects.filter(fund=FUND):
        for day, value in (("2026-10-01", "7.5"), ("2025-10-01", "1000")):
            Figure.objects.create(
                kind=figure.kind, subject=figure.subject, date=day, value=Decimal(value), currency=figure.currency,
                fund=figure.fund, delivery=figure.delivery,
            )  # fmt: skip
    return sorted(Figure.objects.filter(fund=FUND, kind="nav").values_list("subject", flat=True).distinct())


def test_figures_are_those_of_the_fund_with_the_delivery_that_stated_them(public_record: Delivery) -> None:
    stated = public_record.fund(FUND)

    found = figures("from=2026-11-01&to=2026-11-20")

    (size,) = found["aumFund"]
    assert {"date": size["date"], "currency": size["currency"]} == {
        name: stated["aumFund"][name] for name in ("date", "currency")
    }
    assert Decimal(size["value"]) == Decimal(stated["aumFund"]["value"])
    assert size["deliveryId"] == "DEMO-20261118-01"
    navs = {one["isin"]: one["valuationNav"]["value"] for one in stated["shareClasses"] if "valuationNav" in one}
    assert {one["isin"]: Decimal(one["values"][-1]["value"]) for one in found["valuationNav"]} == {
        isin: Decimal(value) for isin, value in navs.items()
    }


def test_figures_come_day_by_day_and_only_those_of_the_days_asked(a_chart: list[str]) -> None:
    for series in figures("from=2026-01-01&to=2026-11-20")["valuationNav"]:
        days = [one["date"] for one in series["values"]]
        assert days[0] == "2026-10-01"
        assert days == sorted(set(days))

    (only,) = figures("from=2025-09-01&to=2025-10-01")["aumFund"]
    assert (only["date"], only["value"]) == ("2025-10-01", "1000")


def test_one_share_class_can_be_asked_for(a_chart: list[str]) -> None:
    found = figures(f"to=2026-11-20&isin={a_chart[0]}")

    assert [series["isin"] for series in found["valuationNav"]] == [a_chart[0]]
    assert found["aumFund"][0]["value"] == "7.5"


def test_a_chart_of_one_share_class_gets_no_others_and_learns_of_them(a_chart: list[str]) -> None:
    first, most = a_chart[0], "LU0000000009"
    stated = Figure.objects.filter(subject=first)[0]
    for day in ("2026-10-05", "2026-10-06", "2026-10-07"):
        Figure.objects.create(
            kind="nav",
            subject=most,
            date=day,
            value=Decimal(1),
            currency="EUR",
            fund=stated.fund,
            delivery=stated.delivery,
        )

    asking = ("", f"&isin={first}", "&isin=LU0000000000")
    answers = [figures(f"from=2026-01-01&to=2026-11-20&navs=one{isin}") for isin in asking]

    drawn = [[series["isin"] for series in found["valuationNav"]] for found in answers]
    assert drawn == [[most], [first], [most]]
    assert [found["navDays"] for found in answers] == [[{"isin": most, "days": 3}, {"isin": first, "days": 2}]] * 3


def test_days_without_figures_are_an_empty_answer(public_record: Delivery) -> None:
    found = figures("from=2020-01-01&to=2020-02-01")

    assert found == {"fundId": FUND, "from": "2020-01-01", "to": "2020-02-01", "aumFund": [],
                     "navDays": [], "valuationNav": []}  # fmt: skip


def test_a_year_is_the_longest_range_and_the_usual_one(public_record: Delivery) -> None:
    assert figures("to=2026-11-20")["from"] == "2025-11-20"

    found = problem(f"/funds/{FUND}/figures/?from=2025-11-19&to=2026-11-20")

    assert (found["status"], found["parameter"], found["received"]) == (400, "from", "2025-11-19")
    assert found["accepted"] == ["2025-11-20 to 2026-11-20"]


@pytest.mark.parametrize("query", ["from=x", "to=2999-01-01", "from=2026-11-02&to=2026-11-01", "day=1", "isin=%00"])
def test_what_is_not_understood_is_refused(public_record: Delivery, query: str) -> None:
    found = problem(f"/funds/{FUND}/figures/?{query}")

    assert (found["status"], found["parameter"]) == (400, query.partition("=")[0])


def test_the_first_days_of_the_calendar_are_no_fault(public_record: Delivery) -> None:
    assert figures("to=0001-01-01")["from"] == "0001-01-01"


def test_no_fund_has_no_figures(public_record: Delivery) -> None:
    assert problem("/funds/DEM99999/figures/")["status"] == 404


def test_a_year_costs_as_many_queries_as_a_day(a_chart: list[str]) -> None:
    counts = []
    for start in ("2026-11-18", "2025-12-01"):
        with CaptureQueriesContext(connection) as asked:
            figures(f"from={start}&to=2026-11-20")
        counts.append(len(asked))

    assert counts == [2, 2]


def test_figures_are_not_sent_twice(public_record: Delivery) -> None:
    address = f"{API}/funds/{FUND}/figures/?to=2026-11-20"

    again = Client().get(address, headers={"If-None-Match": Client().get(address)["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
