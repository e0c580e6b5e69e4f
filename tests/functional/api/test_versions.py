"""A fund's past: the version of any day, every version with its source and differences, each byte for byte."""

import json
from hashlib import sha256
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fundfeed.models import DeliveryFile, FundVersion
from infra.deliveries import Delivery
from tests.factories.pages import problem
from tests.factories.public_answers import API, get

FUND = "DEM00001"
FIRST_DAY, SECOND_DAY = "2026-11-18", "2026-11-19"


def correct(pointer: str, value: str, **more: str) -> None:
    people = {"by": "mandy", "approved_by": "chris", "reason": "Prospectus, page 3"}
    call_command("correct_fund", FUND, pointer, value, **people | more)


@pytest.fixture
def corrected(public_record: Delivery) -> Delivery:
    """A fund with three versions: as delivered, with one corrected field, and with another."""
    correct("/manCo", '"The Right Company"')
    correct("/auditorName", '"The Right Auditor"', reason="Annual report")
    return public_record


def versions(query: str = "", fund: str = FUND) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = get(f"/funds/{fund}/versions/?{query}")["results"]
    return found


def withdrawn(public_record: Delivery) -> str:
    found: str = public_record.deauthorised["deauthorised"][0]["fundId"]
    return found


def test_a_fund_as_of_a_day_is_the_version_of_that_day(public_record: Delivery) -> None:
    fund = withdrawn(public_record)

    before, after = get(f"/funds/{fund}/?asOf={FIRST_DAY}"), get(f"/funds/{fund}/?asOf={SECOND_DAY}")

    assert before["authorisationStatus"] == "authorised"
    assert "deauthorisation" not in before
    assert (after["authorisationStatus"], after["deauthorisation"]["reason"]) == ("deauthorised", "merger")


def test_a_version_that_came_last_thing_in_the_evening_is_that_of_the_day_there(public_record: Delivery) -> None:
    starts = {entry["validFrom"] for entry in versions(fund=withdrawn(public_record))}

    assert starts == {"2026-11-18T14:40:00Z", "2026-11-19T14:40:00Z"}
    assert problem(f"/funds/{FUND}/?asOf=2026-11-17")["status"] == 404


def test_the_past_never_changes_and_says_which_version_it_was(public_record: Delivery) -> None:
    response = Client().get(f"{API}/funds/{FUND}/?asOf={FIRST_DAY}")

    version = Client().get(response["Content-Location"])

    assert (version.content, version["ETag"]) == (response.content, response["ETag"])
    assert version["ETag"] == f'"{sha256(version.content).hexdigest()}"'
    assert "immutable" in response["Cache-Control"]
    assert (
        Client().get(f"{API}/funds/{FUND}/?asOf={FIRST_DAY}", headers={"If-None-Match": version["ETag"]}).status_code
        == 304
    )


def test_before_its_first_day_a_fund_is_a_404_that_names_that_day(public_record: Delivery) -> None:
    assert FIRST_DAY in problem(f"/funds/{FUND}/?asOf=2026-11-17")["detail"]
    assert problem("/funds/DEM99999/?asOf=2026-11-18")["detail"] == "No fund is published under the fundId DEM99999."


@pytest.mark.parametrize("day", ["yesterday", "2026-13-01", "20261118", "2026-11-18T00:00", "2999-01-01", "0000-00-00"])
def test_what_is_no_day_or_is_not_over_is_refused(public_record: Delivery, day: str) -> None:
    found = problem(f"/funds/{FUND}/?asOf={day}")

    assert (found["status"], found["parameter"], found["received"]) == (400, "asOf", day)
    assert found["accepted"][0].startswith("YYYY-MM-DD")


def test_versions_come_newest_first_and_each_ends_where_the_next_begins(corrected: Delivery) -> None:
    found = versions()

    assert [entry["version"] for entry in found] == [3, 2, 1]
    assert found[0]["validTo"] is None
    assert [entry["validTo"] for entry in found[1:]] == [entry["validFrom"] for entry in found[:-1]]


def test_a_version_says_which_fields_it_changed(corrected: Delivery) -> None:
    newest, second, first = versions()

    assert {change["pointer"] for change in newest["changes"]} == {"/auditorName", "/corrections"}
    (company,) = [change for change in second["changes"] if change["pointer"] == "/manCo"]
    assert (company["old"], company["new"]) == (corrected.fund(FUND)["manCo"], "The Right Company")
    assert first["changes"] == []


def test_a_version_names_the_file_and_the_record_that_it_came_from(public_record: Delivery) -> None:
    stated = {FUND: ("index.json", "/funds/0"), withdrawn(public_record): ("deauthorised.json", "/deauthorised/0")}

    for fund, place in stated.items():
        source = versions(fund=fund)[0]["source"]

        assert (source["kind"], source["file"], source["pointer"]) == ("delivery", *place)
        archived = DeliveryFile.objects.get(sha256=source["fileSha256"])
        assert (archived.name, archived.delivery.delivery_id) == (place[0], source["deliveryId"])


def test_a_correction_says_why_and_when_and_names_nobody(corrected: Delivery) -> None:
    response = Client().get(f"{API}/funds/{FUND}/versions/")

    source = response.json()["results"][1]["source"]
    assert (source["kind"], source["action"], source["field"]) == ("correction", "made", "/manCo")
    assert (source["reason"], source["approvedAt"][:10]) == ("Prospectus, page 3", SECOND_DAY)
    assert source["providerValue"] == corrected.fund(FUND)["manCo"]
    assert b"mandy" not in response.content
    assert b"chris" not in response.content


def test_pages_hold_every_version_once_and_the_same_as_one_page(corrected: Delivery) -> None:
    page, found = get(f"/funds/{FUND}/versions/?pageSize=1"), []
    while page["next"]:
        found += page["results"]
        page = Client().get(page["next"]).json()

    assert found + page["results"] == versions()


def test_each_version_is_served_as_the_bytes_that_the_ledger_has(corrected: Delivery) -> None:
    for entry in versions():
        response = Client().get(f"{API}/funds/{FUND}/versions/{entry['version']}/")

        stored = FundVersion.objects.get(sequence=entry["sequence"])
        assert response.content == bytes(stored.body)
        assert response["ETag"] == f'"{entry["sha256"]}"'
        assert "immutable" in response["Cache-Control"]


def test_two_versions_are_compared_both_ways(corrected: Delivery) -> None:
    there, back = (
        get(f"/funds/{FUND}/versions/compare/?from=1&to=3"),
        get(f"/funds/{FUND}/versions/compare/?from=3&to=1"),
    )

    assert {one["pointer"]: (one["old"], one["new"]) for one in there["changes"]} == {
        one["pointer"]: (one["new"], one["old"]) for one in back["changes"]
    }
    assert {"/manCo", "/auditorName"} < {one["pointer"] for one in there["changes"]}
    assert (there["from"], there["to"]) == (back["to"], back["from"])
    assert there["to"]["sha256"] == versions()[0]["sha256"]


def test_a_version_does_not_differ_from_itself(corrected: Delivery) -> None:
    assert get(f"/funds/{FUND}/versions/compare/?from=2&to=2")["changes"] == []


ABSENT = ["versions/9/", "versions/0/", f"versions/{'9' * 40}/", "versions/x/", "versions/compare/?from=1&to=9"]


@pytest.mark.parametrize("address", ABSENT)
def test_a_version_that_is_not_there_is_a_404(public_record: Delivery, address: str) -> None:
    assert problem(f"/funds/{FUND}/{address}")["status"] == 404


REFUSED = [
    ("versions/?page=2", "page"),
    ("versions/?pageSize=0", "pageSize"),
    ("versions/?cursor=nonsense", "cursor"),
    ("versions/?cursor=WzBd", "cursor"),
    ("versions/1/?asOf=2026-11-18", "asOf"),
    ("versions/compare/", "from"),
    ("versions/compare/?from=1", "to"),
    ("versions/compare/?from=one&to=2", "from"),
]


@pytest.mark.parametrize(("address", "parameter"), REFUSED)
def test_what_is_not_understood_is_refused(public_record: Delivery, address: str, parameter: str) -> None:
    found = problem(f"/funds/{FUND}/{address}")

    assert (found["status"], found["parameter"]) == (400, parameter)


def test_the_number_of_queries_does_not_depend_on_the_size_of_a_page(corrected: Delivery) -> None:
    counts = []
    for size in (1, 20):
        with CaptureQueriesContext(connection) as asked:
            assert len(versions(f"pageSize={size}")) == min(size, 3)
        counts.append(len(asked))

    assert counts == [3, 3]


@pytest.mark.parametrize("address", [f"?asOf={FIRST_DAY}", "versions/1/", "versions/compare/?from=1&to=1"])
def test_one_version_costs_one_query(public_record: Delivery, address: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        get(f"/funds/{FUND}/{address}")

    assert len(asked) == 1


def test_answers_are_not_sent_twice(corrected: Delivery) -> None:
    for address in ("versions/", "versions/2/", "versions/compare/?from=1&to=2"):
        first = Client().get(f"{API}/funds/{FUND}/{address}")

        again = Client().get(f"{API}/funds/{FUND}/{address}", headers={"If-None-Match": first["ETag"]})

        assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
        assert json.loads(first.content)
