"""What the API says of document types: their names, their order, and what becomes of both by approval."""

import jsonschema
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.document_types import built_in, document_type
from tests.factories.moderation import publish
from tests.factories.pages import problem
from tests.factories.public_answers import API, get

pytestmark = pytest.mark.django_db
ADDRESS = "/document-types/"


def codes() -> list[str]:
    return [one["code"] for one in get(ADDRESS)["results"]]


def test_all_types_come_in_order_with_names_in_both_languages() -> None:
    answer = get(ADDRESS)

    assert answer["results"][6] == {
        "code": "AR",
        "name": {"en": "Annual report", "zh-Hant": "年報"},
        "isExpected": True,
        "expectedEveryDays": 365,
        "isRetired": False,
    }
    components = Client().get(f"{API}/openapi.json").json()["components"]
    shape = {"$ref": "#/components/schemas/DocumentTypeList", "components": components}
    jsonschema.validate(answer, shape, jsonschema.Draft202012Validator)


def test_an_approved_type_is_told_in_its_place_and_a_retired_one_stays() -> None:
    before = Client().get(API + ADDRESS)["ETag"]

    publish(document_type(position=135))
    publish(built_in("QR", is_retired=True))

    assert codes()[-2:] == ["TAX", "OTH"]
    assert {one["code"] for one in get(ADDRESS)["results"] if one["isRetired"]} == {"QR"}
    assert Client().get(API + ADDRESS)["ETag"] != before


def test_it_keeps_the_manners_of_every_answer() -> None:
    first = Client().get(API + ADDRESS)

    again = Client().get(API + ADDRESS, headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert "public" in first["Cache-Control"]
    assert problem(f"{ADDRESS}?lang=en")["parameter"] == "lang"


def test_more_types_cost_no_more_queries() -> None:
    with CaptureQueriesContext(connection) as few:
        get(ADDRESS)

    for number in range(5):
        publish(document_type(code=f"T{number}"))

    with CaptureQueriesContext(connection) as many:
        get(ADDRESS)
    assert len(many) == len(few) == 1


def test_documents_are_filtered_by_types_that_are_there_now() -> None:
    assert "TAX" not in problem("/documents/?documentType=TAX")["accepted"]

    publish(document_type())

    assert get("/documents/?documentType=TAX")["results"] == []
