"""Fund houses and umbrellas: each once, with the funds that its link lists."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from infra.deliveries import Delivery
from tests.factories.pages import problem
from tests.factories.public_answers import API, get

LISTS = {"fund-groups": "slug", "umbrellas": "umbrellaId"}


def pages(address: str) -> list[dict[str, Any]]:
    found, following = [], f"{API}{address}"
    while following:
        found.append(Client().get(following).json())
        following = found[-1]["next"]
    return found


def entries(kind: str) -> list[dict[str, Any]]:
    return [entry for page in pages(f"/{kind}/?pageSize=2") for entry in page["results"]]


def below(url: str) -> Any:
    return get(url.removeprefix(API))


def test_every_fund_house_is_listed_once_with_its_funds(public_record: Delivery) -> None:
    stated = [fund["fundGroupName"]["en"] for fund in public_record.funds if fund.get("fundGroupName")]

    found = {entry["name"]["en"]: entry["fundCount"] for entry in entries("fund-groups")}

    assert found == {name: stated.count(name) for name in stated}
    assert len(found) > 5


def test_every_umbrella_is_listed_once_with_its_sub_funds(public_record: Delivery) -> None:
    stated = [fund["umbrella"]["umbrellaId"] for fund in public_record.funds if fund.get("umbrella")]

    found = {entry["umbrellaId"]: entry["fundCount"] for entry in entries("umbrellas")}

    assert found == {umbrella_id: stated.count(umbrella_id) for umbrella_id in stated}


@pytest.mark.parametrize("kind", LISTS)
def test_pages_back_are_the_pages_forward(kind: str) -> None:
    forward = pages(f"/{kind}/?pageSize=3")
    back = [forward[-1]]
    while back[-1]["previous"]:
        back.append(Client().get(back[-1]["previous"]).json())

    assert [page["results"] for page in back[::-1]] == [page["results"] for page in forward]
    assert len(forward) > 1
    assert forward[0]["previous"] is None


@pytest.mark.parametrize("kind", LISTS)
def test_each_links_to_itself_and_to_its_funds(kind: str) -> None:
    for entry in entries(kind):
        detail, funds = below(entry["url"]), below(entry["fundsUrl"])

        assert detail | entry == detail
        assert funds["total"] == {"value": entry["fundCount"], "relation": "eq"}
        assert sum(value["count"] for value in detail["assetClasses"]) <= entry["fundCount"]


def test_a_fund_house_names_its_umbrellas_and_an_umbrella_its_houses() -> None:
    house = next(one for entry in entries("fund-groups") if (one := below(entry["url"]))["umbrellas"])

    for umbrella in house["umbrellas"]:
        assert house["slug"] in [one["slug"] for one in below(umbrella["url"])["fundGroups"]]


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_costs_two_queries_whatever_its_size(kind: str) -> None:
    for size in (2, 20):
        with CaptureQueriesContext(connection) as asked:
            get(f"/{kind}/?pageSize={size}")
        assert len(asked) == 2


@pytest.mark.parametrize("kind", LISTS)
def test_one_costs_two_queries(kind: str) -> None:
    address = entries(kind)[0]["url"]

    with CaptureQueriesContext(connection) as asked:
        below(address)

    assert len(asked) == 2


@pytest.mark.parametrize("kind", LISTS)
@pytest.mark.parametrize("key", ["nobody", "%00", "x" * 400, "%E4%BF%A1", "'", "%0d%0a"])
def test_what_is_not_published_is_a_404_problem(kind: str, key: str) -> None:
    assert problem(f"/{kind}/{key}/")["code"] == "not_found"


@pytest.mark.parametrize("kind", LISTS)
@pytest.mark.parametrize("query", ["colour=red", "pageSize=0", "cursor=nonsense"])
def test_a_bad_parameter_is_refused(kind: str, query: str) -> None:
    assert problem(f"/{kind}/?{query}")["parameter"] == query.partition("=")[0]


@pytest.mark.parametrize("kind", LISTS)
def test_answers_have_strong_tags(kind: str) -> None:
    for address in (f"{API}/{kind}/", entries(kind)[0]["url"]):
        first = Client().get(address)
        again = Client().get(address, headers={"If-None-Match": first["ETag"]})
        assert (first["ETag"][0], again.status_code) == ('"', 304)
