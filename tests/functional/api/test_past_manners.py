"""Every answer about the past keeps the OpenAPI file, is not sent twice, and says the same to HEAD."""

import jsonschema
import pytest
from django.core.management import call_command
from django.test import Client

from infra.deliveries import Delivery
from tests.factories.public_answers import API, get

FUND = "/funds/DEM00001/"
SHAPES = {
    f"{FUND}versions/": "VersionList",
    f"{FUND}versions/1/": "FundProfile",
    f"{FUND}versions/2/": "FundProfile",
    f"{FUND}?asOf=2026-11-18": "FundProfile",
    f"{FUND}versions/compare/?from=1&to=2": "Comparison",
    f"{FUND}versions/2/proof/": "Proof",
    f"{FUND}provenance/": "Provenance",
    f"{FUND}figures/?to=2026-11-20": "Figures",
    "/funds/?asOf=2026-11-18&pageSize=3": "FundList",
    "/record/": "RecordInState",
    "/chain/": "SealedHead",
    "/chain/consistency/?from=45": "Consistency",
}


@pytest.fixture(autouse=True)
def with_a_correction(public_record: Delivery) -> None:
    people = {"by": "mandy", "approved_by": "chris", "reason": "typing error"}
    call_command("correct_fund", "DEM00001", "/manCo", '"The Right Company"', **people)


@pytest.mark.parametrize(("address", "shape"), SHAPES.items())
def test_an_answer_keeps_the_openapi_file(address: str, shape: str) -> None:
    schema = {"$ref": f"#/components/schemas/{shape}", "components": get("/openapi.json")["components"]}

    jsonschema.validate(get(address), schema, jsonschema.Draft202012Validator)

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({}, schema, jsonschema.Draft202012Validator)


@pytest.mark.parametrize("address", SHAPES)
def test_an_answer_is_not_sent_twice_and_head_says_the_same(address: str) -> None:
    whole, head = Client().get(API + address), Client().head(API + address)

    again = Client().get(API + address, headers={"If-None-Match": whole["ETag"]})

    assert whole["ETag"].startswith('"')
    assert (again.status_code, again.content, again["Cache-Control"]) == (304, b"", whole["Cache-Control"])
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", whole["ETag"])
    assert not whole.cookies


@pytest.mark.parametrize("address", SHAPES)
def test_nobody_writes_to_the_past(address: str) -> None:
    response = Client(enforce_csrf_checks=True).post(API + address)

    assert (response.status_code, response["Content-Type"]) == (405, "application/problem+json")
