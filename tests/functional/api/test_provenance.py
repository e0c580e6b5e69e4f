"""Every field of a fund says where its value comes from and since when it has it; no person is named."""

import json
from hashlib import sha256
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fundfeed.adapters.archive import default_archive
from fundfeed.models import Fund
from fundfeed.selectors import history
from fundfeed.services import set_summary
from infra.deliveries import Delivery
from tests.factories.pages import problem
from tests.factories.public_answers import API, get

FUND = "DEM00001"
Json = dict[str, Any]


def correct(pointer: str, value: object, fund: str = FUND) -> None:
    people = {"by": "mandy", "approved_by": "chris", "reason": "Prospectus, page 3"}
    call_command("correct_fund", fund, pointer, json.dumps(value), **people)


def fields(fund: str = FUND) -> dict[str, Json]:
    return {one["pointer"]: one for one in get(f"/funds/{fund}/provenance/")["fields"]}


def at(value: Any, pointer: str) -> Any:
    for step in pointer.split("/")[1:]:
        value = value[int(step) if isinstance(value, list) else step]
    return value


def archived(source: Json) -> Any:
    """The record in the archived file to which a source points."""
    with default_archive().open(source["fileSha256"]) as file:
        content = file.read()
    assert sha256(content).hexdigest() == source["fileSha256"]
    return at(json.loads(content), source["pointer"])


def test_every_field_that_a_provider_states_is_found_in_the_archived_file(public_record: Delivery) -> None:
    body, found = get(f"/funds/{FUND}/"), fields()

    for pointer, field in found.items():
        record, value = archived(field["source"]), at(body, pointer)
        if pointer.startswith("/documents/"):
            assert (record["documentId"], record["title"]) == (field["documentId"], value["title"])
        elif not pointer.endswith("valuationNav"):
            assert at(record, pointer) == value
    assert {"/manCo", "/legalFundNameOnly/en", "/shareClasses/0/shareClassCurrency", "/documents/0"} < found.keys()


def test_no_field_is_left_without_a_source(public_record: Delivery) -> None:
    body, found = get(f"/funds/{FUND}/"), fields()

    told = {pointer.split("/")[1] for pointer in found}
    assert told == body.keys() - {"publication", "corrections"}
    assert all(field["source"]["kind"] == "delivery" for field in found.values())


def test_a_value_is_as_old_as_the_first_version_that_has_it_till_today(public_record: Delivery) -> None:
    correct("/auditorName", "Another Auditor")
    correct("/auditorName", "The Right Auditor")

    found = fields()

    assert (found["/auditorName"]["sinceVersion"], found["/manCo"]["sinceVersion"]) == (3, 1)
    assert found["/manCo"]["since"] == "2026-11-18T14:40:00Z"


def test_a_corrected_field_says_why_and_what_the_provider_says(public_record: Delivery) -> None:
    isin = get(f"/funds/{FUND}/")["shareClasses"][0]["isin"]
    correct(f"/shareClasses/{isin}/fullShareClassName", {"en": "The Right Class"})

    response = Client().get(f"{API}/funds/{FUND}/provenance/")

    field = fields()["/shareClasses/0/fullShareClassName/en"]
    stated = public_record.fund(FUND)["shareClasses"][0]["fullShareClassName"]
    assert (field["isin"], field["sinceVersion"]) == (isin, 2)
    assert (field["source"]["kind"], field["source"]["reason"]) == ("correction", "Prospectus, page 3")
    assert (field["source"]["providerValue"], field["source"]["correctedValue"]["en"]) == (stated, "The Right Class")
    assert fields()["/manCo"]["source"]["kind"] == "delivery"
    assert b"mandy" not in response.content
    assert b"chris" not in response.content


def test_a_correction_taken_back_leaves_the_provider_s_record(public_record: Delivery) -> None:
    correct("/manCo", "The Right Company")
    call_command("correct_fund", FUND, "/manCo", withdraw=True, by="mandy", approved_by="chris", reason="It was right")

    field = fields()["/manCo"]

    assert field["sinceVersion"] == 3
    assert archived(field["source"])["manCo"] == public_record.fund(FUND)["manCo"]


def test_a_deauthorisation_points_to_the_file_that_states_it_and_the_rest_to_the_old_record(
    public_record: Delivery,
) -> None:
    fund = public_record.deauthorised["deauthorised"][0]["fundId"]

    found = fields(fund)

    for pointer in ("/authorisationStatus", "/deauthorisation/reason"):
        assert found[pointer]["source"]["file"] == "deauthorised.json"
        assert archived(found[pointer]["source"])["fundId"] == fund
    assert found["/manCo"]["source"]["file"] == "index.json"
    assert archived(found["/manCo"]["source"])["fundId"] == fund


def test_what_editors_say_is_told_as_theirs(public_record: Delivery) -> None:
    set_summary(
        fund=Fund.objects.get(pk=FUND), summary={"en": "<p>Calm.</p>"}, by="mandy", approved_by="chris", reason="new"
    )

    field = fields()["/editorial/summary/en"]

    assert (field["source"]["kind"], field["sinceVersion"]) == ("editorial", 2)


def test_a_figure_points_to_the_record_that_states_it_and_has_no_version(public_record: Delivery) -> None:
    field = fields()["/shareClasses/0/valuationNav"]

    stated = archived(field["source"])["shareClasses"][0]["valuationNav"]
    assert get(f"/funds/{FUND}/")["shareClasses"][0]["valuationNav"]["value"] == stated["value"]
    assert "sinceVersion" not in field


def test_the_number_of_queries_does_not_depend_on_the_number_of_versions(public_record: Delivery) -> None:
    counts = []
    for number in range(3):
        correct("/auditorName", f"Auditor {number}")
        with CaptureQueriesContext(connection) as asked:
            fields()
        counts.append(len(asked))

    assert counts[0] == counts[2] <= 8


def test_however_few_versions_are_read_at_a_time_each_field_says_the_same(
    public_record: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        correct("/auditorName", f"Auditor {number % 2}")
    at_once = fields()

    said = []
    for versions in (1, 2, 3):
        monkeypatch.setattr(history, "AT_A_TIME", versions)
        said.append(fields())

    assert said == [at_once] * 3
    assert {one.get("sinceVersion") for one in at_once.values()} == {None, 1, 5}


@pytest.mark.parametrize(("address", "status"), [("DEM99999/provenance/", 404), (f"{FUND}/provenance/?x=1", 400)])
def test_what_is_not_there_is_refused(public_record: Delivery, address: str, status: int) -> None:
    assert problem(f"/funds/{address}")["status"] == status
