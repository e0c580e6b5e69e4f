"""Documents: lists with filters, and a fund's documents."""

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from infra.deliveries import small_delivery
from tests.factories import pdfs
from tests.factories.documents import add_document, bring
from tests.factories.pages import problem
from tests.factories.public_answers import API, get
from tests.factories.site import Site, open_site

from .documents_told import FIRST, NEW, OLD, UNKNOWN, Json, deliver, first_sha, listed, published_on, schema


@pytest.fixture(scope="module")
def public_record() -> None:
    """Each test here publishes what it asks about."""


@pytest.fixture
def site(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A provider whose first delivery is public."""
    site = open_site(tmp_path / "site", monkeypatch)
    site.deliver(small_delivery())
    assert site.sync().outcome == "applied"
    return site


def test_the_list_has_the_newest_first_and_keeps_the_openapi_file(site: Site) -> None:
    deliver(site, ("NEWEST", NEW, published_on("2026-10-01")), ("OLDEST", OLD, published_on("2025-10-01")))

    answer = get("/documents/")

    dates = [one["publicationDate"] for one in answer["results"]]
    assert dates == sorted(dates, reverse=True)
    assert (dates[0], dates[-1], answer["total"]) == ("2026-10-01", "2025-10-01", {"value": 4, "relation": "eq"})
    schema(answer, "DocumentList")


def test_pages_hold_every_document_once_forward_and_back(site: Site) -> None:
    deliver(site, *((f"D{number}", pdfs.sound(str(number)), published_on("2026-05-05")) for number in range(5)))
    every = listed()

    first = get("/documents/?pageSize=3")
    second = Client().get(first["next"]).json()
    third = Client().get(second["next"]).json()
    back = Client().get(third["previous"]).json()

    assert [one["documentId"] for page in (first, second, third) for one in page["results"]] == every
    assert back["results"] == second["results"]
    assert (first["previous"], third["next"]) == (None, None)


FILTERS = [
    ("fundId=DEM00001", {FIRST}),
    ("fundId=DEM99999", set()),
    ("isin=FR0010655712", {"DEMO-KFS-DEM00002-1"}),
    ("isin=LU1437024992", {"HERS", "REPORT"}),
    ("documentType=AR", {"REPORT"}),
    ("documentType=AR&documentType=KFS", {FIRST, "DEMO-KFS-DEM00002-1", "HERS", "REPORT"}),
    ("language=zh-Hant", {"REPORT"}),
    ("dateFrom=2026-09-20", {"DEMO-KFS-DEM00002-1", "REPORT"}),
    ("dateTo=2026-08-10", {FIRST, "HERS"}),
    ("dateFrom=2026-08-10&dateTo=2026-08-10", {FIRST, "HERS"}),
    ("fundId=DEM00003&isLatest=true", {"HERS", "REPORT"}),
    ("isLatest=false", set()),
]


@pytest.mark.parametrize(("query", "found"), FILTERS, ids=[query for query, _ in FILTERS])
def test_a_filter_finds_its_documents(site: Site, query: str, found: set[str]) -> None:
    report: Json = {"documentType": "AR", "languages": ["zh-Hant"], **published_on("2026-10-01")}
    share_class: Json = {"appliesTo": [{"level": "shareClass", "id": "LU1437024992"}]}
    deliver(site, ("REPORT", NEW, report), ("HERS", OLD, share_class))

    assert set(listed(query)) == found


def test_a_document_of_a_sister_and_of_another_fund_is_not_a_share_class_s_own(site: Site) -> None:
    day, sister = site.next_day(), "LU0274208692"
    classes = day.funds[2]["shareClasses"]
    classes.append(classes[0] | {"isin": sister, "listings": []})
    reaches = [{"level": "shareClass", "id": sister}, {"level": "fund", "id": "DEM00001"}]
    add_document(day, NEW, documentId="SISTERS", appliesTo=reaches)
    site.deliver(day)
    bring(site, NEW)
    assert site.sync().outcome == "applied"

    asked = (f"isin={sister}", "isin=LU1437024992", "isin=LU1681041387", "fundId=DEM00003")

    assert ["SISTERS" in listed(query) for query in asked] == [True, False, True, True]


REFUSED = ["colour=red", "documentType=XX", "dateFrom=2026-02-30", "dateTo=today", "isLatest=yes", "cursor=nonsense"]


@pytest.mark.parametrize("query", REFUSED)
def test_a_bad_parameter_is_refused_by_its_name(site: Site, query: str) -> None:
    found = problem(f"/documents/?{query}")

    assert (found["status"], found["parameter"]) == (400, query.partition("=")[0])


def queries(address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        get(address)
    return len(captured)


def test_more_documents_need_no_more_queries(site: Site) -> None:
    addresses = ("/documents/", f"/documents/{first_sha()}/", "/funds/DEM00003/documents/", f"/verify/{first_sha()}")
    few = [queries(address) for address in addresses]

    deliver(site, *((f"D{number}", pdfs.sound(str(number)), {}) for number in range(9)))

    assert [queries(address) for address in addresses] == few == [2, 1, 2, 1]


def test_a_funds_documents_are_grouped_by_type_and_language(site: Site) -> None:
    both: Json = {"languages": ["zh-Hant", "en"]}
    deliver(site, ("OLD", OLD, published_on("2026-06-01")), ("NEW", NEW, published_on("2026-07-01") | both))

    answer = get("/funds/DEM00003/documents/")

    groups = {(one["documentType"], one["language"]): one["documents"] for one in answer["groups"]}
    assert {kind: [one["documentId"] for one in documents] for kind, documents in groups.items()} == {
        ("KFS", "en"): ["NEW", "OLD"],
        ("KFS", "zh-Hant"): ["NEW"],
    }
    schema(answer, "FundDocuments")


def test_a_funds_documents_can_be_asked_for_by_type_language_and_status(site: Site) -> None:
    both: Json = {"languages": ["zh-Hant", "en"]}
    report: Json = {"documentType": "AR", "status": "superseded"}
    deliver(site, ("REPORT", OLD, report), ("NEW", NEW, both))

    found = {
        query: [
            (group["documentType"], group["language"], [one["documentId"] for one in group["documents"]])
            for group in get(f"/funds/DEM00003/documents/?{query}")["groups"]
        ]
        for query in ("documentType=AR", "language=zh-Hant", "status=current", "status=current&documentType=AR")
    }

    assert found == {
        "documentType=AR": [("AR", "en", ["REPORT"])],
        "language=zh-Hant": [("KFS", "zh-Hant", ["NEW"])],
        "status=current": [("KFS", "en", ["NEW"]), ("KFS", "zh-Hant", ["NEW"])],
        "status=current&documentType=AR": [],
    }
    assert listed("fundId=DEM00003&status=superseded") == ["REPORT"]
    assert problem("/funds/DEM00003/documents/?status=withdrawn")["parameter"] == "status"
    assert problem("/documents/?status=replaced")["parameter"] == "status"


@pytest.mark.parametrize("address", [f"/verify/{UNKNOWN}", f"/documents/{UNKNOWN}/", "/funds/DEM99999/documents/"])
def test_what_was_never_published_is_a_problem_in_plain_words(site: Site, address: str) -> None:
    found = problem(address)

    assert (found["status"], found["code"]) == (404, "not_found")
    assert "published" in found["detail"]


@pytest.mark.parametrize("address", ["/documents/", "/funds/DEM00001/documents/"])
def test_answers_are_not_sent_twice(site: Site, address: str) -> None:
    first = Client().get(f"{API}{address}")

    again = Client().get(f"{API}{address}", headers={"If-None-Match": first["ETag"]})
    head = Client().head(f"{API}{address}")

    assert (again.status_code, head.status_code, head.content) == (304, 200, b"")
