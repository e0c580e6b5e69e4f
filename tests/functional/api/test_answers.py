"""Answers carry strong ETags, keep the OpenAPI file, and serve documents as the bytes that their name promises."""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from typing import Any

import jsonschema
import pytest
from django.test import Client

from infra.deliveries import Delivery
from tests.factories.pages import facet, problem
from tests.factories.public_answers import API, WITH_EVERY_STATUS, body_of, fund_ids, get

PATHS = {
    f"{API}/funds/",
    f"{API}/funds/facets/",
    f"{API}/funds/{{fundId}}/",
    f"{API}/funds/{{fundId}}/versions/",
    f"{API}/funds/{{fundId}}/versions/compare/",
    f"{API}/funds/{{fundId}}/versions/{{version}}/",
    f"{API}/funds/{{fundId}}/versions/{{version}}/proof/",
    f"{API}/funds/{{fundId}}/provenance/",
    f"{API}/funds/{{fundId}}/figures/",
    f"{API}/record/",
    f"{API}/chain/",
    f"{API}/chain/consistency/",
    f"{API}/fund-groups/",
    f"{API}/fund-groups/{{slug}}/",
    f"{API}/umbrellas/",
    f"{API}/umbrellas/{{umbrellaId}}/",
    f"{API}/resolve/",
    f"{API}/funds/{{fundId}}/documents/",
    f"{API}/document-types/",
    f"{API}/documents/",
    f"{API}/documents/{{sha256}}/",
    f"{API}/documents/{{sha256}}.pdf",
    f"{API}/verify/{{sha256}}",
    f"{API}/status/",
    f"{API}/status/history/",
    f"{API}/problems/",
    f"{API}/coverage/",
    f"{API}/coverage/totals/",
    f"{API}/changes/",
    f"{API}/content-changes/",
    f"{API}/bulk/",
    f"{API}/bulk/{{name}}",
    f"{API}/bulk/{{name}}.sha256",
    f"{API}/feeds/all.atom",
    f"{API}/feeds/news.atom",
    f"{API}/feeds/funds/{{fundId}}.atom",
    f"{API}/pages/",
    f"{API}/menus/",
    f"{API}/banners/",
    f"{API}/redirects/",
    f"{API}/faq/",
    f"{API}/help/",
    f"{API}/help/{{article}}/",
    f"{API}/help/{{article}}/feedback/",
    f"{API}/support-requests/",
    f"{API}/support-requests/form/",
    f"{API}/support-requests/read/",
    f"{API}/support-requests/reply/",
    f"{API}/news/",
    f"{API}/legal/{{kind}}/",
    f"{API}/legal/{{kind}}/versions/",
    f"{API}/legal/{{kind}}/acceptances/",
    f"{API}/legal/{{kind}}/acceptances/{{receipt}}/",
    f"{API}/images/{{sha256}}.{{extension}}",
    f"{API}/preview/resolve/",
    f"{API}/partner/",
    f"{API}/partner/keys/rotate/",
    f"{API}/partner/webhooks/",
    f"{API}/partner/webhooks/{{endpointId}}/deliveries/",
    f"{API}/partner/webhooks/{{endpointId}}/replay/",
    f"{API}/partner/webhooks/{{endpointId}}/resume/",
    f"{API}/partner/webhooks/{{endpointId}}/secret/rotate/",
}


def document() -> dict[str, Any]:
    found: dict[str, Any] = get("/funds/DEM00001/")["documents"][0]
    return found


def addresses() -> Iterator[str]:
    yield from ("/funds/", "/funds/?search=etf", "/funds/facets/", "/funds/DEM00001/", "/status/", "/openapi.json")
    yield document()["url"].removeprefix(API)


@pytest.fixture(params=range(7), ids=["list", "search", "facets", "fund", "status", "openapi", "document"])
def address(request: pytest.FixtureRequest, public_record: Delivery) -> str:
    number: int = request.param
    return API + list(addresses())[number]


def test_every_answer_has_a_strong_etag_and_is_not_sent_twice(address: str) -> None:
    first = Client().get(address)
    body_of(first)

    again = Client().get(address, headers={"If-None-Match": first["ETag"]})

    assert first.status_code == 200
    assert first["ETag"].startswith('"')
    assert (again.status_code, body_of(again), again["ETag"]) == (304, b"", first["ETag"])
    assert again["Cache-Control"] == first["Cache-Control"]


def test_another_etag_gets_the_whole_answer(address: str) -> None:
    response = Client().get(address, headers={"If-None-Match": '"another"'})

    assert response.status_code == 200
    assert body_of(response)


def test_the_same_question_gets_the_same_answer(address: str) -> None:
    first, second = Client().get(address), Client().get(address)

    assert body_of(first) == body_of(second)
    assert first["ETag"] == second["ETag"]


def test_head_says_the_same_without_the_body(address: str) -> None:
    whole, head = Client().get(address), Client().head(address)
    body = body_of(whole)

    assert head.status_code == 200
    assert body_of(head) == b""
    assert (head["Content-Type"], head["ETag"]) == (whole["Content-Type"], whole["ETag"])
    assert head.headers.get("Content-Length", str(len(body))) == str(len(body))


ACCEPTS = ["*/*", "application/json", "application/pdf", "text/html", "application/problem+json", "image/*;q=0.5"]


@pytest.mark.parametrize("accept", ACCEPTS)
def test_what_a_client_accepts_never_makes_a_refusal(address: str, accept: str) -> None:
    response = Client().get(address, headers={"Accept": accept})
    body_of(response)

    assert response.status_code == 200


def test_no_answer_sets_a_cookie_or_varies(address: str) -> None:
    response = Client().get(address)
    body_of(response)

    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_lists_may_be_kept_for_a_moment_and_documents_for_good(public_record: Delivery) -> None:
    response = Client().get(document()["url"])
    body_of(response)

    assert "immutable" in response["Cache-Control"]
    assert "immutable" not in Client().get(f"{API}/funds/")["Cache-Control"]
    assert "public" in Client().get(f"{API}/funds/")["Cache-Control"]


def test_a_document_is_the_bytes_that_its_name_promises(public_record: Delivery) -> None:
    stated = document()

    response = Client().get(stated["url"])

    body = body_of(response)
    assert sha256(body).hexdigest() == stated["sha256"]
    assert len(body) == stated["sizeInBytes"] == int(response["Content-Length"])
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith('inline; filename="Product Key Facts Statement DEM00001')
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["ETag"] == f'"{stated["sha256"]}"'


def test_a_list_shows_the_same_facts_as_the_fund(public_record: Delivery) -> None:
    (listed,) = get("/funds/?search=DEM00001")["results"]
    fund = get("/funds/DEM00001/")

    same = ("fundId", "legalFundNameOnly", "umbrella", "manCo", "authorisationStatus", "authorisationDate", "aumFund")
    assert {name: listed[name] for name in same} == {name: fund[name] for name in same}
    assert listed["isins"] == [one["isin"] for one in fund["shareClasses"]]
    assert (listed["shareClassCount"], listed["documentCount"]) == (len(fund["shareClasses"]), 1)


@cache
def openapi() -> dict[str, Any]:
    found: dict[str, Any] = Client().get(f"{API}/openapi.json").json()
    return found


def check(content: object, name: str) -> None:
    schema = {"$ref": f"#/components/schemas/{name}", "components": openapi()["components"]}
    jsonschema.validate(content, schema, jsonschema.Draft202012Validator)


def test_the_openapi_file_is_valid_and_lists_exactly_our_addresses(public_record: Delivery) -> None:
    spec = openapi()

    assert spec["openapi"].startswith("3.1")
    assert set(spec["paths"]) == PATHS
    for shape in spec["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(shape)


def test_the_openapi_file_names_every_parameter_that_is_accepted(public_record: Delivery) -> None:
    parameters = openapi()["paths"][f"{API}/funds/"]["get"]["parameters"]
    described = {one["name"] for one in parameters if one["in"] == "query"}

    assert described == set(problem("/funds/?colour=red")["accepted"])


def test_every_fund_keeps_the_openapi_file(public_record: Delivery) -> None:
    for fund_id in fund_ids():
        check(get(f"/funds/{fund_id}/"), "FundDetail")


@pytest.mark.parametrize("query", ["pageSize=100", "search=etf&pageSize=3", f"{WITH_EVERY_STATUS}", "fundCurrency=XXX"])
def test_every_list_keeps_the_openapi_file(public_record: Delivery, query: str) -> None:
    check(get(f"/funds/?{query}"), "FundList")
    check(get(f"/funds/facets/?{query.replace('pageSize=100', '').replace('&pageSize=3', '')}"), "Facets")


def test_status_and_problems_keep_the_openapi_file(public_record: Delivery) -> None:
    check(get("/status/"), "Status")
    check(get("/status/history/"), "StatusHistory")
    check(problem("/funds/?colour=red"), "Problem")
    check(problem("/nowhere/"), "Problem")


def test_a_wrong_answer_would_be_noticed(public_record: Delivery) -> None:
    with pytest.raises(jsonschema.ValidationError):
        check(get("/status/") | {"counts": {}}, "Status")


def test_the_root_of_the_record_says_how_fresh_it_is(public_record: Delivery) -> None:
    status = get("/status/")

    assert status["status"] == "ok"
    assert status["lastDelivery"] == status["deliveries"][0]
    assert status["lastDelivery"]["contentDate"] == "2026-11-19"
    assert status["counts"]["funds"] == sum(facet("", "fundCurrency").values())
    assert status["counts"]["deauthorisedFunds"] == 2
