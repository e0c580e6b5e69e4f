"""All that is known of one file, of its successors and of its end, and verification."""

from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pytest
from django.db import connection

from fundfeed.models import DocumentPublication
from infra.deliveries import small_delivery
from tests.factories import pdfs
from tests.factories.documents import add_document, bring, drop_first_document, replace_file
from tests.factories.pages import problem
from tests.factories.public_answers import get
from tests.factories.site import Site, open_site

from .documents_told import FIRST, NEW, OLD, OTHER, Json, deliver, first_sha, listed, published_on, schema, sha


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
