"""The report "Downloads": which documents, how often, on which days, for whom to see and to take away."""

import csv
import io
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from cms.accounts.models import User
from cms.accounts.roles import AUDITOR, BUSINESS_OPERATOR, INFORMATION_PROVIDER, IT_OPERATOR
from cms.downloads.models import DocumentDownload
from fundfeed.models import DocumentPublication
from infra.deliveries import small_delivery
from tests.factories.rights import give
from tests.factories.site import open_site

REPORT = "/admin/reports/downloads/"
NOVEMBER = "&day_from=2026-11-01&day_to=2026-11-30"
FIRST, SECOND = "DEMO-KFS-DEM00001-1", "DEMO-KFS-DEM00002-1"


def somebody(role: str) -> Client:
    user, is_new = User.objects.get_or_create(username=f"some {role}".lower())
    if is_new:
        give(user, role)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def log(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two documents: the first was downloaded on two days, the second by a robot, too."""
    site = open_site(tmp_path / "site", monkeypatch)
    site.deliver(small_delivery())
    site.sync()
    files = dict(DocumentPublication.objects.values_list("document_id", "sha256"))
    for document_id, day, is_by_robots, count in (
        (FIRST, date(2026, 11, 20), False, 30),
        (FIRST, date(2026, 11, 21), False, 12),
        (SECOND, date(2026, 11, 21), False, 5),
        (SECOND, date(2026, 11, 21), True, 700),
    ):
        DocumentDownload.objects.create(sha256=files[document_id], day=day, is_by_robots=is_by_robots, count=count)


def exported(query: str = "") -> list[dict[str, str]]:
    answer = somebody(BUSINESS_OPERATOR).get(f"{REPORT}?export=csv{query}")
    text = b"".join(answer).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def counts(query: str = "") -> list[tuple[str, str, str]]:
    return [(row["Document ID"], row["Downloads"], row["By robots"]) for row in exported(query)]


def test_the_most_wanted_document_stands_first(log: None) -> None:
    assert counts(NOVEMBER) == [(FIRST, "42", "0"), (SECOND, "5", "700")]


def test_days_type_and_fund_choose_what_is_counted(log: None) -> None:
    assert counts("&day_from=2026-11-21&day_to=2026-11-21") == [(FIRST, "12", "0"), (SECOND, "5", "700")]
    assert counts("&day_to=2026-11-20") == [(FIRST, "30", "0")]
    assert counts(f"{NOVEMBER}&fund_id=DEM00002") == [(SECOND, "5", "700")]
    assert counts(f"{NOVEMBER}&document_type=AR") == []


def test_days_long_past_are_counted_though_nobody_asked_since(log: None) -> None:
    second = DocumentDownload.objects.filter(sha256=DocumentPublication.objects.get(document_id=SECOND).sha256)
    second.update(day=date(2025, 12, 5))

    assert counts("&day_from=2025-12-01&day_to=2025-12-31") == [(SECOND, "5", "700")]


def test_without_days_it_is_about_the_last_thirty(log: None) -> None:
    sha256 = DocumentPublication.objects.get(document_id=SECOND).sha256
    today = timezone.localdate()
    DocumentDownload.objects.all().delete()
    for days_ago, count in ((0, 1), (29, 20), (30, 300)):
        DocumentDownload.objects.create(
            sha256=sha256, day=today - timedelta(days=days_ago), is_by_robots=False, count=count
        )

    assert counts() == [(SECOND, "21", "0")]
    assert sum(bar.count for bar in somebody(BUSINESS_OPERATOR).get(REPORT).context["bars"]) == 21


def test_the_page_draws_a_bar_for_each_day(log: None) -> None:
    page = somebody(BUSINESS_OPERATOR).get(f"{REPORT}?day_from=2026-11-20&day_to=2026-11-21").content.decode()

    assert "<strong>47 downloads</strong> from 20 Nov 2026 to 21 Nov 2026, at most 30 on one day" in page
    assert [bar.count for bar in somebody(AUDITOR).get(f"{REPORT}?day_from=2026-11-20").context["bars"]][:2] == [30, 17]
    assert "Product Key Facts Statement" in page


def test_the_spreadsheet_has_the_same_rows(log: None) -> None:
    answer = somebody(BUSINESS_OPERATOR).get(f"{REPORT}?export=xlsx{NOVEMBER}")

    rows = list(load_workbook(io.BytesIO(b"".join(answer))).active.values)
    assert [(row[0], row[6], row[7]) for row in rows[1:]] == [(FIRST, 42, 0), (SECOND, 5, 700)]


@pytest.mark.parametrize(
    ("role", "status"), [(BUSINESS_OPERATOR, 200), (IT_OPERATOR, 302), (INFORMATION_PROVIDER, 404)]
)
def test_it_is_open_to_those_who_may_see_it(db: None, role: str, status: int) -> None:
    client = somebody(role)

    assert {client.get(address).status_code for address in (REPORT, f"{REPORT}results/", f"{REPORT}?export=csv")} == {
        status
    }


def test_more_documents_need_no_more_queries(log: None) -> None:
    client = somebody(BUSINESS_OPERATOR)
    address = f"{REPORT}?{NOVEMBER}"
    client.get(address)
    with CaptureQueriesContext(connection) as two:
        client.get(address)
    DocumentDownload.objects.exclude(day=date(2026, 11, 20)).delete()
    with CaptureQueriesContext(connection) as one:
        client.get(address)

    assert len(one) == len(two)
