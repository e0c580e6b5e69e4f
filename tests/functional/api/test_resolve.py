"""Any identifier leads to what bears it; a slip of the hand is explained, and what was meant is named."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from infra.deliveries import Delivery
from tests.factories.pages import problem
from tests.factories.public_answers import get

ZEBRA, ZETA = 20, 21


def resolved(text: str) -> dict[str, Any]:
    answer: dict[str, Any] = get(f"/resolve/?{urlencode({'id': text})}")
    return answer


def the_only(text: str) -> dict[str, Any]:
    (found,) = resolved(text)["results"]
    return dict(found)


def the_fund(public_record: Delivery, number: int) -> dict[str, Any]:
    return dict(public_record.funds[number])


@pytest.mark.parametrize(
    ("typed", "by", "value"),
    [
        ("529900T8BM49AURSDO55", "lei", "529900T8BM49AURSDO55"),
        ("529900 t8bm 49aursdo55", "lei", "529900T8BM49AURSDO55"),
        ("Zeta Dividend", "name", "Zeta Dividend"),
        ("  zeta   DIVIDEND ", "name", "Zeta Dividend"),
        ("安聯股息", "name", "安聯股息"),
    ],
)
def test_a_fund_is_resolved_by_its_lei_and_its_names(public_record: Delivery, typed: str, by: str, value: str) -> None:
    fund = the_fund(public_record, ZETA)

    assert the_only(typed) == {
        "type": "fund",
        "matchedBy": by,
        "value": value,
        "id": fund["fundId"],
        "name": fund["legalFundNameOnly"],
        "authorisationStatus": "authorised",
        "url": f"/api/v1/funds/{fund['fundId']}/",
    }


def test_a_former_name_says_that_it_is_one(public_record: Delivery) -> None:
    found = the_only("Zebra Income Fund")

    assert (found["matchedBy"], found["id"]) == ("formerName", the_fund(public_record, ZEBRA)["fundId"])


def test_ids_isins_and_tickers_lead_to_their_fund_in_any_spelling(public_record: Delivery) -> None:
    fund = the_fund(public_record, 0)
    share_class = fund["shareClasses"][0]
    isin, ticker = share_class["isin"], share_class["listings"][0]["ticker"]

    for typed, by in [(fund["fundId"].lower(), "fundId"), (isin, "isin"), (f"{isin[:4]} {isin[4:]}", "isin")]:
        assert (the_only(typed)["matchedBy"], the_only(typed)["id"]) == (by, fund["fundId"])
    assert ("ticker", fund["fundId"]) in [(one["matchedBy"], one["id"]) for one in resolved(ticker)["results"]]


def test_what_bears_the_same_name_is_all_named() -> None:
    assert [one["id"] for one in resolved("Twin Fund")["results"]] == ["DEM00011", "DEM00012", "DEM00013"]


def test_an_umbrella_and_a_fund_house_lead_to_their_own_addresses(public_record: Delivery) -> None:
    umbrella = next(fund["umbrella"] for fund in public_record.funds if fund.get("umbrella"))
    house = next(fund["fundGroupName"] for fund in public_record.funds if fund.get("fundGroupName"))

    found = the_only(umbrella["umbrellaId"])
    houses = [one for one in resolved(house["en"])["results"] if one["type"] == "fundGroup"]

    assert (found["type"], found["matchedBy"], found["name"]) == ("umbrella", "umbrellaId", umbrella["umbrellaName"])
    assert get(found["url"].removeprefix("/api/v1"))["umbrellaId"] == umbrella["umbrellaId"]
    assert len(houses) == 1
    assert get(houses[0]["url"].removeprefix("/api/v1"))["name"] == house


def test_a_withdrawn_fund_is_resolved_with_its_status(public_record: Delivery) -> None:
    gone = public_record.deauthorised["deauthorised"][0]["fundId"]

    assert the_only(gone)["authorisationStatus"] == "deauthorised"


def slipped(isin: str) -> dict[str, str]:
    wrong = "7" if isin[6] != "7" else "8"
    return {
        "the check digit": isin[:-1] + str((int(isin[-1]) + 1) % 10),
        "another character": isin[:6] + wrong + isin[7:],
        "one left out": isin[:6] + isin[7:],
        "one too many": isin[:6] + wrong + isin[6:],
    }


@pytest.mark.parametrize("slip", slipped("IE00B4L5Y983"))
def test_a_slip_in_an_isin_is_explained_and_what_was_meant_is_named(public_record: Delivery, slip: str) -> None:
    isin = the_fund(public_record, 0)["shareClasses"][0]["isin"]

    answer = resolved(slipped(isin)[slip].lower())

    assert answer["results"] == []
    assert isin in answer["hint"]["didYouMean"]
    assert "ISIN" in answer["hint"]["detail"]


def test_a_wrong_check_digit_is_told_beside_the_right_one() -> None:
    detail = resolved("US0378331006")["hint"]["detail"]

    assert detail == "The last character of an ISIN checks the others: after US037833100 it is 5, not 6."


@pytest.mark.parametrize("typed", ["nobody is called so", "???", "ZZ", "ABCDEFGHIJKL", "信信信", "x" * 200])
def test_what_nothing_bears_is_an_empty_answer_with_a_hint(typed: str) -> None:
    answer = resolved(typed)

    assert (answer["results"], answer["hint"]) == ([], {"detail": "No fund, umbrella or fund house is called so."})


def test_an_identifier_is_needed() -> None:
    for query in ("", "?id=", "?id=%20"):
        found = problem(f"/resolve/{query}")
        assert (found["status"], found["parameter"], found["received"]) == (400, "id", "")


def test_an_identifier_costs_one_query_however_many_bear_it(public_record: Delivery) -> None:
    for typed in ("DEM00001", "Twin Fund"):
        with CaptureQueriesContext(connection) as asked:
            assert resolved(typed)["results"]
        assert len(asked) == 1


def test_the_answer_has_a_strong_tag() -> None:
    address = "/api/v1/resolve/?id=DEM00001"
    first = Client().get(address)

    assert first["ETag"].startswith('"')
    assert Client().get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
