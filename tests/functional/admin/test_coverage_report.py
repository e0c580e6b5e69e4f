"""The report "Coverage": which expected documents each fund has, to see and to take away."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from cms.accounts.models import User
from cms.accounts.roles import AUDITOR, FUND_DATA_MANAGER, INFORMATION_PROVIDER
from infra.deliveries import small_delivery
from tests.factories import pdfs
from tests.factories.documents import add_document, bring
from tests.factories.rights import give
from tests.factories.site import open_site

REPORT = "/admin/reports/coverage/"
KFS = "Product key facts, English"
AR = "Annual report, English"


def somebody(role: str) -> Client:
    user, is_new = User.objects.get_or_create(username=f"some {role}".lower())
    if is_new:
        give(user, role)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def record(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three funds: two with key facts, the third with an annual report of long ago and a name like a formula."""
    site = open_site(tmp_path / "site", monkeypatch)
    delivery, content = small_delivery(), pdfs.sound("Old")
    delivery.funds[2] |= {"legalFundNameOnly": {"en": "=1+1"}, "fundGroupName": {"en": "Another House"}}
    add_document(delivery, content, documentType="AR", documentDate="2019-12-31")
    site.deliver(delivery)
    bring(site, content)
    assert site.sync().outcome == "applied"


def exported(query: str = "") -> list[dict[str, str]]:
    answer = somebody(FUND_DATA_MANAGER).get(f"{REPORT}?export=csv{query}")
    return list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))


def test_each_fund_is_a_line_and_each_expected_document_two_columns(record: None) -> None:
    rows = {row["Fund ID"]: row for row in exported()}

    assert (rows["DEM00001"][KFS], rows["DEM00001"][f"{KFS}: state"]) == ("2026-07-31", "Current")
    assert (rows["DEM00001"][AR], rows["DEM00001"][f"{AR}: state"]) == ("", "Missing")
    assert (rows["DEM00003"][AR], rows["DEM00003"][f"{AR}: state"]) == ("2019-12-31", "Overdue")
    assert len(rows["DEM00001"]) == 3 + 2 * 8


def test_filters_choose_funds_and_columns(record: None) -> None:
    late = exported("&overdue=true&document_type=KFS&language=en")
    of_house = exported("&fund_group=Amundi&document_type=KFS")

    assert [row["Fund ID"] for row in late] == ["DEM00003"]
    assert len(late[0]) == 3 + 2
    assert sorted(row["Fund ID"] for row in of_house) == ["DEM00001", "DEM00002"]


def test_a_name_like_a_formula_is_a_text(record: None) -> None:
    assert "'=1+1" in {row["Fund"] for row in exported()}


def test_the_spreadsheet_has_days(record: None) -> None:
    answer = somebody(AUDITOR).get(f"{REPORT}?export=xlsx&document_type=KFS&language=en&fund_group=Amundi")

    rows = list(load_workbook(io.BytesIO(b"".join(answer))).active.values)
    assert rows[0] == ("Fund ID", "Fund", "Fund house", KFS, f"{KFS}: state")
    assert {(row[0], row[3], row[4]) for row in rows[1:]} == {
        ("DEM00001", date(2026, 7, 31), "Current"),
        ("DEM00002", date(2026, 9, 4), "Current"),
    }


def test_the_page_counts_and_marks(record: None) -> None:
    page = somebody(FUND_DATA_MANAGER).get(f"{REPORT}?document_type=KFS&document_type=AR&language=en")

    counts = {kind: (row.current, row.overdue, row.missing, row.awaited) for kind, _, row in page.context["totals"]}
    assert counts == {"Annual report": (0, 1, 2, 0), "Product key facts": (2, 0, 1, 0)}
    assert "EN: 31 Dec 2019, overdue" in page.content.decode()
    assert "EN: 31 Jul 2026" in page.content.decode()


def test_more_funds_need_no_more_queries(record: None) -> None:
    client, counts = somebody(FUND_DATA_MANAGER), []
    client.get(REPORT)
    for query in ("fund_group=Amundi", "fund_group=Another+House"):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{REPORT}?{query}")
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize(("role", "status"), [(FUND_DATA_MANAGER, 200), (INFORMATION_PROVIDER, 404)])
def test_it_is_open_to_those_who_see_documents_of_every_provider(db: None, role: str, status: int) -> None:
    client = somebody(role)

    assert {client.get(address).status_code for address in (REPORT, f"{REPORT}results/", f"{REPORT}?export=csv")} == {
        status
    }
