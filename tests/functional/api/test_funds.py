"""Filters by share class, risk and day; orders by Chinese name and by change; and only the fields asked for."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fundfeed.search import folded
from infra.deliveries import Delivery
from tests.factories.pages import facet, listed, problem
from tests.factories.public_answers import API, WITH_EVERY_STATUS, get


def stated(public_record: Delivery, name: str) -> dict[str, Any]:
    return {fund["fundId"]: fund.get(name) for fund in public_record.funds}


def test_a_risk_level_finds_the_funds_that_have_it(public_record: Delivery) -> None:
    levels = stated(public_record, "riskLevel")

    for level in {level for level in levels.values() if level}:
        assert set(listed(f"riskLevel={level}")) == {one for one, has in levels.items() if has == level}


def test_a_legal_form_finds_the_funds_that_have_it(public_record: Delivery) -> None:
    forms = stated(public_record, "legalForm")
    named = {form for form in forms.values() if form}

    assert named
    for form in named:
        found = Client().get(f"{API}/funds/", {"legalForm": form, "pageSize": "100"}).json()["results"]
        assert {fund["fundId"] for fund in found} == {one for one, has in forms.items() if has == form}


def test_a_currency_of_share_classes_finds_funds_with_such_a_class(public_record: Delivery) -> None:
    currencies = {
        fund["fundId"]: {one["shareClassCurrency"] for one in fund["shareClasses"]} for fund in public_record.funds
    }

    for currency in {one for has in currencies.values() for one in has}:
        wanted = {fund_id for fund_id, has in currencies.items() if currency in has}
        assert set(listed(f"shareClassCurrency={currency}")) == wanted
        assert facet("", "shareClassCurrency")[currency] == len(wanted)


def test_funds_are_found_by_the_days_between_which_they_were_authorised(public_record: Delivery) -> None:
    dates = stated(public_record, "authorisationDate")
    since, before = sorted(dates.values())[5], sorted(dates.values())[-5]

    found = listed(f"authorisedSince={since}&authorisedBefore={before}")

    assert set(found) == {fund_id for fund_id, day in dates.items() if since <= day < before}
    assert 0 < len(found) < len(dates)


@pytest.mark.parametrize("day", ["2020-02-30", "20200131", "2020-1-31", "yesterday", "2020-W01-1", "٢٠٢٠-٠١-٣١"])
def test_a_day_that_does_not_exist_is_refused(day: str) -> None:
    found = problem(f"/funds/?authorisedSince={day}")

    assert (found["status"], found["parameter"], found["received"]) == (400, "authorisedSince", day)


def test_status_is_another_name_of_the_authorisation_status() -> None:
    assert listed("status=suspended") == listed("authorisationStatus=suspended") != []
    assert sorted(listed("status=suspended&authorisationStatus=in liquidation")) == sorted(
        listed("status=suspended&status=in liquidation")
    )
    assert problem("/funds/?status=lost")["parameter"] == "status"


def test_every_facet_is_counted_by_one_query_whatever_is_asked() -> None:
    for query in ("", "fundCurrency=USD&isEtf=true", "search=etf&shareClassCurrency=USD&authorisedSince=2010-01-01"):
        with CaptureQueriesContext(connection) as asked:
            get(f"/funds/facets/?{query}")
        assert len(asked) == 1


def test_facets_are_counted_when_every_filter_is_set(public_record: Delivery) -> None:
    fund = get("/funds/?pageSize=1&isEtf=true&riskLevel=4")["results"][0]
    detail = get(f"/funds/{fund['fundId']}/")
    share_class = detail["shareClasses"][0]
    values = {name: detail[name] for name in ("assetClass", "fundDomicileAlpha2", "fundCurrency", "legalForm")}
    values |= {
        "riskLevel": "4",
        "isEtf": "true",
        "status": "authorised",
        "fundGroupName": detail["fundGroupName"]["en"],
    }
    values |= {name: share_class[name] for name in ("shareClassCurrency", "shareClassDistributionPolicy")}

    found = Client().get(f"{API}/funds/facets/", values).json()["facets"]

    for name in values.keys() - {"status"}:
        assert values[name] in [one["value"] for one in found[name]], name


@pytest.mark.parametrize("name", ["riskLevel", "legalForm", "shareClassCurrency"])
@pytest.mark.parametrize("query", ["", "fundCurrency=USD", "shareClassCurrency=EUR", "riskLevel=3&search=etf"])
def test_each_count_of_a_new_facet_is_what_its_value_lists(query: str, name: str) -> None:
    asked = "&".join(part for part in query.split("&") if part and not part.startswith(f"{name}="))

    for value, count in facet(query, name).items():
        assert len(listed(f"{asked}&{name}={value}")) == count


def test_names_sort_by_their_chinese_form_where_there_is_one(public_record: Delivery) -> None:
    names = stated(public_record, "legalFundNameOnly")
    wanted = sorted(names, key=lambda one: (folded(names[one].get("zh-Hant", names[one]["en"])), one))

    assert listed("ordering=nameZhHant") == wanted
    assert listed("ordering=-nameZhHant&pageSize=7") == wanted[::-1]


def test_the_funds_that_changed_last_come_first(public_record: Delivery) -> None:
    withdrawn = {record["fundId"] for record in public_record.deauthorised["deauthorised"]}

    found = listed(f"ordering=-publishedAt&{WITH_EVERY_STATUS}&pageSize=4")

    assert set(found[:2]) == withdrawn
    assert len(found) == len(set(found)) == len(public_record.funds) + 2
    dates = [get(f"/funds/{fund_id}/")["publication"]["publishedAt"] for fund_id in (found[0], found[-1])]
    assert dates[0] > dates[1]


def test_a_list_shows_only_the_fields_that_are_asked_for() -> None:
    whole, page = get("/funds/?pageSize=3"), get("/funds/?pageSize=3&fields=fundId,legalFundNameOnly")

    assert page["results"] == [
        {name: fund[name] for name in ("fundId", "legalFundNameOnly")} for fund in whole["results"]
    ]
    assert "fields=fundId%2ClegalFundNameOnly" in page["next"]
    assert page["total"] == whole["total"]


def test_a_fund_shows_only_the_fields_that_are_asked_for_under_a_tag_of_their_own() -> None:
    whole = Client().get(f"{API}/funds/DEM00001/")

    part = Client().get(f"{API}/funds/DEM00001/?fields=publication&fields=fundId")

    assert part.json() == {"publication": whole.json()["publication"], "fundId": "DEM00001"}
    assert list(part.json()) == ["publication", "fundId"]
    assert part["ETag"] != whole["ETag"]
    assert Client().get(part.wsgi_request.get_full_path(), headers={"If-None-Match": part["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    ("address", "received", "hint"),
    [
        ("/funds/?fields=fundID", "fundID", "fundId"),
        ("/funds/DEM00001/?fields=fundId,sharesClasses", "sharesClasses", "shareClasses"),
    ],
)
def test_a_field_that_does_not_exist_is_refused_with_the_nearest_one(address: str, received: str, hint: str) -> None:
    found = problem(address)

    assert (found["status"], found["parameter"], found["received"]) == (400, "fields", received)
    assert f"Did you mean `{hint}`?" in found["detail"]
    assert hint in found["accepted"]


def test_documents_are_no_field_of_a_list() -> None:
    assert problem("/funds/?fields=documents")["parameter"] == "fields"
    assert problem("/funds/?fields=,")["parameter"] == "fields"
