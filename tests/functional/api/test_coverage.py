"""Coverage: which expected documents there are, which are overdue, and how many funds are how."""

from collections import Counter
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from msgspec.structs import replace

from fundfeed.models import ListedFund
from fundfeed.selectors import coverage
from fundfeed.selectors.coverage import CoverageQuery
from infra.deliveries import small_delivery
from tests.factories import pdfs
from tests.factories.documents import add_document, bring
from tests.factories.pages import problem
from tests.factories.public_answers import API, get
from tests.factories.site import Site, open_site

TODAY = date(2026, 11, 22)
FIRST_DAY_IN_TIME = TODAY - timedelta(days=365 + 125)
OLD, NEW, BOTH = pdfs.sound("Old"), pdfs.sound("New"), pdfs.sound("Both")


@pytest.fixture(scope="module")
def public_record() -> None:
    """Each test here publishes what it asks about."""


@pytest.fixture
def site(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Three funds: two with a KFS in English, one with a former and a new annual report and a prospectus."""
    site = open_site(tmp_path / "site", monkeypatch)
    delivery = small_delivery()
    delivery.funds[2]["fundGroupName"] = {"en": "Another House"}
    add_document(delivery, OLD, documentId="AR-1", documentType="AR", documentDate="2020-12-31")
    add_document(delivery, NEW, documentId="AR-2", documentType="AR", documentDate=FIRST_DAY_IN_TIME.isoformat())
    add_document(delivery, BOTH, documentId="PR-1", documentType="PR", languages=["en", "zh-Hant"])
    site.deliver(delivery)
    for content in (OLD, NEW, BOTH):
        bring(site, content)
    assert site.sync().outcome == "applied"
    return site


def asked_on(today: date, *, types: tuple[str, ...] = (), languages: tuple[str, ...] = ()) -> CoverageQuery:
    return CoverageQuery(
        today=today, kinds=coverage.kinds_among(coverage.expected_types(), types=types, languages=languages)
    )


def states(fund_id: str, *, today: date = TODAY, **asked: Any) -> dict[str, str]:
    page = coverage.page(asked_on(today, **asked), size=100)
    return {
        f"{entry.document_type} {entry.language}": entry.state
        for fund in page.funds
        for entry in fund.documents
        if fund.fund_id == fund_id
    }


def listed(query: str = "") -> list[str]:
    return [fund["fundId"] for fund in get(f"/coverage/?{query}")["results"]]


def test_every_expected_document_has_a_state_in_each_language(site: Site) -> None:
    assert states("DEM00003") == {
        "AR en": "current",
        "AR zh-Hant": "missing",
        "KFS en": "missing",
        "KFS zh-Hant": "missing",
        "PR en": "current",
        "PR zh-Hant": "current",
        "SAR en": "missing",
        "SAR zh-Hant": "missing",
    }


def test_a_yearly_document_is_overdue_the_day_after_its_grace(site: Site) -> None:
    assert states("DEM00003", today=TODAY)["AR en"] == "current"
    assert states("DEM00003", today=TODAY + timedelta(days=1))["AR en"] == "overdue"
    assert states("DEM00003", today=TODAY + timedelta(days=3650))["PR en"] == "current"


def test_a_young_fund_owes_no_yearly_report_yet(site: Site) -> None:
    a_year_old = date(2024, 8, 21) + timedelta(days=365)

    assert states("DEM00003", today=a_year_old)["SAR en"] == "awaited"
    assert states("DEM00003", today=a_year_old + timedelta(days=126))["SAR en"] == "missing"


@pytest.mark.parametrize("days", [-500, -1, 0, 1, 2, 400])
def test_the_database_counts_what_the_pages_say(site: Site, days: int) -> None:
    query = asked_on(TODAY + timedelta(days=days))
    said = Counter(
        (entry.document_type, entry.language, entry.state)
        for fund in coverage.page(query, size=100).funds
        for entry in fund.documents
    )

    counted = {
        (row.document_type, row.language, state): getattr(row, state)
        for row in coverage.totals(query)
        for state in coverage.STATES
    }

    assert {kind: count for kind, count in counted.items() if count} == said
    assert sum(said.values()) == 3 * 8


@pytest.mark.parametrize("days", [-500, 0, 1])
@pytest.mark.parametrize("types", [(), ("PR",), ("AR", "PR")])
def test_funds_with_something_overdue_and_funds_without_are_all_funds(
    site: Site, days: int, types: tuple[str, ...]
) -> None:
    query = asked_on(TODAY + timedelta(days=days), types=types, languages=("en",))

    every = coverage.page(query, size=100).funds
    late = coverage.page(replace(query, is_overdue=True), size=100).funds
    in_time = coverage.page(replace(query, is_overdue=False), size=100).funds

    assert [fund.fund_id for fund in every if fund.is_overdue] == [fund.fund_id for fund in late]
    assert [fund.fund_id for fund in every if not fund.is_overdue] == [fund.fund_id for fund in in_time]
    assert len(every) == 3


def test_what_is_there_leads_to_the_document(site: Site) -> None:
    fund = get("/coverage/?fundGroupName=Another%20House&documentType=PR&language=zh-Hant")["results"][0]

    (entry,) = fund["documents"]
    assert (fund["fundId"], fund["isOverdue"]) == ("DEM00003", False)
    assert (entry["state"], entry["dueOn"], entry["newest"]["documentId"]) == ("current", None, "PR-1")
    assert Client().head(entry["newest"]["url"]).status_code == 200


def test_filters_choose_funds_types_and_languages(site: Site) -> None:
    assert listed() == ["DEM00001", "DEM00002", "DEM00003"]
    assert listed("fundGroupName=Amundi") == ["DEM00001", "DEM00002"]
    assert listed("overdue=true&documentType=KFS&language=en") == ["DEM00003"]
    assert listed("overdue=false&documentType=KFS&language=en") == ["DEM00001", "DEM00002"]
    assert get("/coverage/?overdue=true&documentType=KFS&language=en")["total"] == {"value": 1, "relation": "eq"}


def test_pages_go_on_and_come_back(site: Site) -> None:
    first = get("/coverage/?pageSize=2")
    second = Client().get(first["next"]).json()

    assert [fund["fundId"] for fund in second["results"]] == ["DEM00003"]
    assert second["next"] is None
    assert Client().get(second["previous"]).json()["results"] == first["results"]


def test_a_withdrawn_fund_owes_nothing(site: Site) -> None:
    second = site.next_day()
    second.deauthorise("DEM00001")
    site.deliver(second)
    assert site.sync().outcome == "applied"

    assert listed() == ["DEM00002", "DEM00003"]
    assert sum(get("/coverage/totals/?documentType=KFS&language=en")["results"][0][s] for s in coverage.STATES) == 2


def test_more_funds_need_no_more_queries(site: Site) -> None:
    counts = []
    for size in (1, 3):
        with CaptureQueriesContext(connection) as queries:
            Client().get(f"{API}/coverage/?pageSize={size}&overdue=true")
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 4


def test_answers_keep_the_openapi_file(site: Site) -> None:
    shapes = Client().get(f"{API}/openapi.json").json()["components"]

    for address, name in (("/coverage/", "CoverageList"), ("/coverage/totals/", "CoverageTotals")):
        schema = {"$ref": f"#/components/schemas/{name}", "components": shapes}
        jsonschema.validate(get(address), schema, jsonschema.Draft202012Validator)


@pytest.mark.parametrize("query", ["documentType=NT", "language=de", "overdue=maybe", "fundHouse=Amundi", "cursor=x"])
def test_what_is_not_accepted_is_told(site: Site, query: str) -> None:
    found = problem(f"/coverage/?{query}")

    assert (found["status"], found["parameter"]) == (400, query.partition("=")[0])
    assert found["accepted"]


def test_the_migration_reads_what_was_public_before_it(site: Site) -> None:
    expected = dict(ListedFund.objects.values_list("pk", "document_days"))
    ListedFund.objects.update(document_days={})

    with connection.cursor() as cursor:
        cursor.execute(import_module("fundfeed.migrations.0018_coverage").FROM_THE_BODIES)

    assert dict(ListedFund.objects.values_list("pk", "document_days")) == expected
    assert expected["DEM00003"]["AR"] == {"en": FIRST_DAY_IN_TIME.isoformat()}


def test_where_nothing_is_expected_nothing_is_overdue(site: Site) -> None:
    late, in_time = (
        coverage.page(CoverageQuery(today=TODAY, kinds=(), is_overdue=is_overdue), size=9).funds
        for is_overdue in (True, False)
    )

    assert (len(late), len(in_time)) == (0, 3)
