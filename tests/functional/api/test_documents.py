"""Documents: lists with filters, all that is known of one file, a fund's documents, and verification."""

from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fundfeed.models import DocumentPublication
from infra.deliveries import small_delivery
from tests.factories import pdfs
from tests.factories.documents import add_document, bring, drop_first_document, replace_file
from tests.factories.pages import problem
from tests.factories.public_answers import API, get
from tests.factories.site import Site, open_site

Json = dict[str, Any]
OLD, NEW, OTHER = pdfs.sound("Old"), pdfs.sound("New"), pdfs.sound("Other")
FIRST = "DEMO-KFS-DEM00001-1"
UNKNOWN = "0" * 64


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


def deliver(site: Site, *documents: tuple[str, bytes, Json]) -> None:
    """The next day's delivery, with these further documents of DEM00003."""
    day = site.next_day()
    for document_id, content, changes in documents:
        add_document(day, content, documentId=document_id, **changes)
    site.deliver(day)
    for _, content, _ in documents:
        bring(site, content)
    assert site.sync().outcome == "applied"


def listed(query: str = "") -> list[str]:
    return [one["documentId"] for one in get(f"/documents/?{query}")["results"]]


def sha(content: bytes) -> str:
    return pdfs.file_name(content).removesuffix(".pdf")


def published_on(day: str) -> Json:
    return {"publicationDate": day, "documentDate": day, "validFrom": day}


def schema(content: object, name: str) -> None:
    """Hold an answer against the OpenAPI file."""
    components = Client().get(f"{API}/openapi.json").json()["components"]
    shape = {"$ref": f"#/components/schemas/{name}", "components": components}
    jsonschema.validate(content, shape, jsonschema.Draft202012Validator)


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


def first_sha() -> str:
    found: str = get("/documents/?fundId=DEM00001")["results"][0]["sha256"]
    return found


def test_a_file_is_told_with_its_document_its_funds_and_where_it_came_from(site: Site) -> None:
    about = get(f"/documents/{first_sha()}/")

    (publication,) = about["publications"]
    assert (publication["documentId"], publication["fundIds"], publication["fundCount"]) == (FIRST, ["DEM00001"], 1)
    assert (publication["provider"], publication["deliveryId"]) == ("DEMO", "DEMO-20261118-01")
    assert (publication["status"], publication["isLatest"], publication["pages"]) == ("current", True, 1)
    assert publication["firstPublishedAt"] == "2026-11-18T14:40:00Z"
    assert "endedAt" not in publication
    schema(about, "DocumentAbout")


def test_the_same_bytes_under_two_names_are_two_publications(site: Site) -> None:
    deliver(site, ("ONE", NEW, {}), ("TWO", NEW, {"appliesTo": [{"level": "umbrella", "id": "UMB-CCB60DB7"}]}))

    publications = {one["documentId"]: one["fundIds"] for one in get(f"/documents/{sha(NEW)}/")["publications"]}

    assert publications == {"ONE": ["DEM00003"], "TWO": ["DEM00001", "DEM00003"]}


def test_a_document_and_its_successor_name_each_other(site: Site) -> None:
    deliver(site, ("OLD", OLD, published_on("2026-06-01") | {"status": "superseded"}))
    deliver(site, ("NEW", NEW, published_on("2026-07-01") | {"supersedes": "OLD"}))

    (old,), (new,) = (get(f"/documents/{sha(content)}/")["publications"] for content in (OLD, NEW))

    assert [link["sha256"] for link in old["supersededBy"]] == [sha(NEW)]
    assert [link["documentId"] for link in new["supersedes"]] == ["OLD"]
    assert (old["status"], old["isLatest"], new["isLatest"]) == ("superseded", False, True)


def test_a_successor_that_was_never_public_is_not_named(site: Site) -> None:
    deliver(site, ("NEW", NEW, {"supersedes": "SECRET"}))

    (publication,) = get(f"/documents/{sha(NEW)}/")["publications"]

    assert publication["supersedes"] == []
    assert "SECRET" not in str(get(f"/verify/{sha(NEW)}"))


def test_bytes_that_were_replaced_are_still_known_and_no_longer_listed(site: Site) -> None:
    old = first_sha()
    day = site.next_day()
    replace_file(day, NEW)
    site.deliver(day)
    bring(site, NEW)
    assert site.sync().outcome == "applied"

    (publication,) = get(f"/documents/{old}/")["publications"]

    assert (publication["status"], publication["endedAt"]) == ("replaced", "2026-11-19T14:40:00Z")
    assert [link["sha256"] for link in publication["supersededBy"]] == [sha(NEW)]
    assert old not in [one["sha256"] for one in get("/documents/")["results"]]
    group = get("/funds/DEM00001/documents/")["groups"][0]["documents"]
    assert [one["sha256"] for one in group] == [sha(NEW), old]


def test_a_withdrawn_document_is_on_no_list_and_still_verified(site: Site) -> None:
    old = first_sha()
    day = site.next_day()
    day.documents["documents"][0]["status"] = "withdrawn"
    site.deliver(day)
    assert site.sync().outcome == "applied"

    verified = get(f"/verify/{old}")

    assert (verified["isPublished"], verified["isCurrent"]) == (True, False)
    assert verified["documents"][0]["status"] == "withdrawn"
    assert verified["endedAt"] == "2026-11-19T14:40:00Z"
    assert FIRST not in listed()
    assert get("/funds/DEM00001/documents/")["groups"] == []


def test_a_document_that_is_no_longer_delivered_is_archived(site: Site) -> None:
    old = first_sha()
    day = site.next_day()
    drop_first_document(day)
    site.deliver(day)
    assert site.sync().outcome == "applied"

    assert get(f"/verify/{old}")["documents"][0]["status"] == "archived"
    assert FIRST in listed()


def test_the_latest_of_a_kind_changes_with_the_next_one_and_back_with_its_end(site: Site) -> None:
    deliver(site, ("OLD", OLD, published_on("2026-06-01")))
    assert listed("fundId=DEM00003&isLatest=true") == ["OLD"]

    deliver(site, ("NEW", NEW, published_on("2026-07-01")))
    assert listed("fundId=DEM00003&isLatest=true") == ["NEW"]

    day = site.next_day()
    day.documents["documents"][-1]["status"] = "withdrawn"
    site.deliver(day)
    site.sync()
    assert listed("fundId=DEM00003&isLatest=true") == ["OLD"]


def test_a_document_that_moves_to_another_fund_leaves_the_latest_place_behind(site: Site) -> None:
    deliver(site, ("OLD", OLD, published_on("2026-06-01")), ("NEW", NEW, published_on("2026-07-01")))
    day = site.next_day()
    day.documents["documents"][-1]["appliesTo"] = [{"level": "fund", "id": "DEM00002"}]
    site.deliver(day)
    site.sync()

    assert listed("fundId=DEM00003&isLatest=true") == ["OLD"]


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


def test_a_current_document_is_verified(site: Site) -> None:
    verified = get(f"/verify/{first_sha()}")

    assert (verified["isPublished"], verified["isCurrent"]) == (True, True)
    assert verified["documents"][0]["documentId"] == FIRST
    schema(verified, "Verification")


def test_what_waits_or_was_refused_is_known_to_nobody(site: Site) -> None:
    script, later = pdfs.with_script_at_opening(), {"validFrom": "2027-01-01"}
    day = site.next_day()
    for content, changes in ((script, {}), (NEW, later)):
        add_document(day, content, **changes)
    site.deliver(day)
    for content in (script, NEW):
        bring(site, content)
    site.sync()

    for content in (script, NEW):
        assert problem(f"/verify/{sha(content)}")["status"] == 404
        assert problem(f"/documents/{sha(content)}/")["status"] == 404
    assert len(listed()) == 2


def test_a_scheduled_document_is_listed_from_its_day(site: Site) -> None:
    deliver(site, ("LATER", NEW, {"validFrom": "2026-11-20"}))
    assert "LATER" not in listed()

    site.now += timedelta(days=1)
    site.sync()

    assert "LATER" in listed()


def test_the_migration_finds_in_the_ledger_what_publication_wrote(site: Site) -> None:
    report: Json = {"documentType": "AR", "status": "superseded"}
    deliver(site, ("REPORT", OLD, report), ("NEW", OTHER, {"supersedes": "REPORT"}))
    day = site.next_day()
    replace_file(day, NEW)
    day.documents["documents"][1]["status"] = "withdrawn"
    site.deliver(day)
    bring(site, NEW)
    site.sync()
    columns = [field.name for field in DocumentPublication._meta.concrete_fields if field.name != "id"]
    written = list(DocumentPublication.objects.order_by("document_id", "sha256").values(*columns))

    DocumentPublication.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(import_module("fundfeed.migrations.0016_documents").FROM_THE_LEDGER)

    assert len(written) == 5
    assert list(DocumentPublication.objects.order_by("document_id", "sha256").values(*columns)) == written


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
