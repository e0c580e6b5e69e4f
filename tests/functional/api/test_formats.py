"""Lists and funds as tables: the same questions, the same funds, and nothing that a spreadsheet would run."""

import csv
import io
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from api.asking.formats import prefers_csv
from fundfeed.records.columns import COLUMNS
from infra.deliveries import Delivery
from tests.factories.pages import problem
from tests.factories.public_answers import API, get

NEXT = re.compile(r'<([^>]+)>; rel="next"')


def ask(address: str, **headers: str) -> Any:
    return Client().get(f"{API}{address}", headers={name.replace("_", "-"): value for name, value in headers.items()})


def rows(answer: Any) -> list[dict[str, str]]:
    assert answer.status_code == 200, answer.content
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def share_classes(query: str) -> list[tuple[str, str]]:
    """FundId and ISIN of each share class of the funds on a page, as JSON tells them."""
    ids = [fund["fundId"] for fund in get(f"/funds/?{query}")["results"]]
    return [(fund_id, one["isin"]) for fund_id in ids for one in get(f"/funds/{fund_id}/")["shareClasses"]]


@pytest.mark.parametrize("query", ["", "pageSize=7&ordering=-authorisationDate", "search=etf", "fundCurrency=USD"])
def test_a_table_has_every_share_class_of_the_same_page(public_record: Delivery, query: str) -> None:
    found = rows(ask(f"/funds/?{query}&format=csv"))

    assert [(row["Fund ID"], row["ISIN"]) for row in found] == share_classes(query)
    assert list(found[0]) == [column.label for column in COLUMNS]


def test_a_table_is_a_file_with_an_etag(public_record: Delivery) -> None:
    answer = ask("/funds/?format=csv")
    again = ask("/funds/?format=csv", If_None_Match=answer["ETag"])

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="funds.csv"'
    assert (again.status_code, again.content) == (304, b"")
    assert answer["ETag"] != ask("/funds/")["ETag"]


def test_links_lead_through_all_pages(public_record: Delivery) -> None:
    address: str | None = f"{API}/funds/?format=csv&pageSize=10"
    found = []
    while address:
        answer = Client().get(address)
        found += [row["Fund ID"] for row in rows(answer)]
        following = NEXT.search(answer.get("Link", ""))
        address = following[1] if following else None

    assert sorted(set(found)) == sorted(fund["fundId"] for fund in public_record.funds)
    assert 'rel="prev"' in answer["Link"]


def test_openfunds_has_its_ids_above_our_names(public_record: Delivery) -> None:
    ids, names, first, *_ = csv.reader(io.StringIO(ask("/funds/?format=openfunds").content.decode()))

    assert names[1] == "shareClasses.isin"
    assert ids[1] == "OFST020000"
    assert re.fullmatch("[A-Z0-9]{12}", first[1])


@pytest.mark.parametrize("wanted", ["csv", "openfunds"])
def test_one_fund_is_a_table_too(public_record: Delivery, wanted: str) -> None:
    answer = ask(f"/funds/DEM00001/?format={wanted}")
    fund = get("/funds/DEM00001/")

    isins = [row["isin"] for row in fund["shareClasses"]]
    assert [line.split(",")[1] for line in answer.content.decode().splitlines()[-len(isins) :]] == isins
    assert answer["Content-Disposition"] == 'attachment; filename="DEM00001.csv"'


def test_a_name_like_a_formula_is_a_text(public_record: Delivery, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "api.v1.funds.public_bodies", lambda _ids: [b'{"fundId":"=1+1","shareClasses":[{"isin":"@a"}]}']
    )

    (row,) = rows(ask("/funds/?format=csv"))

    assert (row["Fund ID"], row["ISIN"]) == ("'=1+1", "'@a")


@pytest.mark.parametrize("address", ["/funds/", "/funds/DEM00001/", "/coverage/"])
def test_accept_works_as_format_does_and_caches_are_told(public_record: Delivery, address: str) -> None:
    accepted, asked, plain = ask(address, Accept="text/csv"), ask(f"{address}?format=csv"), ask(address)

    assert accepted.content == asked.content
    assert accepted["Content-Type"] == asked["Content-Type"] != plain["Content-Type"]
    assert "Accept" in accepted["Vary"].split(", ")
    assert "Accept" in plain["Vary"].split(", ")
    assert "Accept" not in asked["Vary"].split(", ")


def test_the_address_wins_over_accept(public_record: Delivery) -> None:
    assert ask("/funds/?format=json", Accept="text/csv")["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    ("accept", "is_csv"),
    [
        ("text/csv", True),
        ("TEXT/CSV; header=present; q=0.9", True),
        ("application/json;q=0.5, text/csv", True),
        ("text/csv, */*;q=0.1", True),
        ("application/json, text/csv;q=0.5", False),
        ("text/csv;q=0", False),
        ("text/*", False),
        ("*/*", False),
        ("text/html,application/xhtml+xml,*/*;q=0.8", False),
        ("", False),
        (";;,=,q", False),
    ],
)
def test_only_who_names_csv_gets_it(accept: str, is_csv: bool) -> None:
    assert prefers_csv(accept) is is_csv


@pytest.mark.parametrize(
    ("address", "known"),
    [
        ("/funds/?format=xml", ["json", "csv", "openfunds"]),
        ("/funds/DEM00001/?format=CSV", ["json", "csv", "openfunds"]),
        ("/coverage/?format=openfunds", ["json", "csv"]),
    ],
)
def test_an_unknown_format_is_refused_with_those_that_there_are(
    public_record: Delivery, address: str, known: list[str]
) -> None:
    found = problem(address)

    assert (found["status"], found["code"], found["parameter"]) == (406, "not_acceptable", "format")
    assert found["accepted"] == known


@pytest.mark.parametrize("other", ["fields=fundId", "asOf=2026-11-19"])
@pytest.mark.parametrize("address", ["/funds/", "/funds/DEM00001/"])
def test_what_only_json_can_tell_is_refused_as_a_table(public_record: Delivery, address: str, other: str) -> None:
    found = problem(f"{address}?format=csv&{other}")
    plain = ask(f"{address}?format=json&{other}")
    by_accept = ask(f"{address}?{other}", Accept="text/csv")

    assert (found["status"], found["parameter"], found["accepted"]) == (400, "format", ["json"])
    assert plain["Content-Type"] == by_accept["Content-Type"] == "application/json"


def test_coverage_is_a_table_of_documents(public_record: Delivery) -> None:
    found = rows(ask("/coverage/?format=csv&pageSize=2"))
    told = get("/coverage/?pageSize=2")["results"]

    assert [(row["Fund ID"], row["Type"], row["Language"], row["State"]) for row in found] == [
        (fund["fundId"], entry["documentType"], entry["language"], entry["state"])
        for fund in told
        for entry in fund["documents"]
    ]


def test_longer_tables_need_no_more_queries(public_record: Delivery) -> None:
    counts: list[Any] = []
    for size in (1, 40):
        with CaptureQueriesContext(connection) as queries:
            ask(f"/funds/?format=csv&pageSize={size}")
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 3
