"""Lists find things, can be taken away as a spreadsheet, and cost the same for two rows and for twenty."""

import csv
import json
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from fundfeed.models import Delivery, FundDocument

from . import rows

FACTS = ("fund", "shareclass", "funddocument", "correction", "delivery", "feedrun", "runfinding", "provider")


@pytest.mark.parametrize("fact", FACTS)
def test_a_list_takes_as_many_queries_for_twenty_rows_as_for_two(superuser: Client, fact: str) -> None:
    make_facts(range(2))
    queries_of_list(superuser, fact)  # the first request also fills the caches of content types

    two = queries_of_list(superuser, fact)
    make_facts(range(2, 20))
    twenty = queries_of_list(superuser, fact)

    assert twenty == two


@pytest.fixture
def received(db: None) -> Delivery:
    """A delivery with four funds that differ in everything that can be filtered."""
    received = rows.delivery(rows.provider())
    world = rows.fund(received, "DEM00001", name="Alpha World Equity", name_zh="環球股票基金", fund_group="Alpha")
    rows.fund(received, "DEM00002", name="Alpha Euro Bond", currency="EUR", domicile="LU", status="suspended")
    rows.fund(received, "DEM00003", name="Beta Gold", status="deauthorised", authorisation_date=date(2020, 2, 2))
    rows.fund(received, "OTH00001", name="Gamma 100% Cash", umbrella_name="Umbrella Trust")
    rows.share_class(world, "IE00B4L5Y983", distribution_policy="accumulating")
    rows.share_class(world, "IE00B0M62Q58", distribution_policy="distributing", currency="EUR")
    rows.document(received, "DOC-WORLD", world, title="Prospectus of Alpha World")
    rows.document(received, "DOC-OLD", world, title="Notice", document_type="NT", state=FundDocument.State.ARCHIVED)
    return received


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=alpha", {"DEM00001", "DEM00002"}),
        ("q=bond euro", {"DEM00002"}),
        ("q=ALPHA equity", {"DEM00001"}),
        ("q=股票", {"DEM00001"}),
        ("q=umbrella", {"OTH00001"}),
        ("q=DEM00003", {"DEM00003"}),
        ("q=dem", {"DEM00001", "DEM00002", "DEM00003"}),
        ("q=IE00B4L5Y983", {"DEM00001"}),
        ("q=ie00b0", {"DEM00001"}),
        ("q=100%25", {"OTH00001"}),
        ("q=%27%3B DROP", set()),
        ("status=suspended", {"DEM00002"}),
        ("status=suspended&status=deauthorised", {"DEM00002", "DEM00003"}),
        ("domicile=LU", {"DEM00002"}),
        ("currency=EUR", {"DEM00002"}),
        ("fund_group=Alpha", {"DEM00001"}),
        ("authorisation_date_from=2020-01-01", {"DEM00003"}),
        ("q=alpha&currency=USD", {"DEM00001"}),
    ],
)
def test_funds_are_found_by_words_identifiers_and_filters(
    operator: Client, received: Delivery, query: str, found: set[str]
) -> None:
    assert exported(operator, "fund", query, column="Fund ID") == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=IE00B4", {"IE00B4L5Y983"}),
        ("q=DEM00001", {"IE00B4L5Y983", "IE00B0M62Q58"}),
        ("fund=DEM00002", set()),
        ("distribution_policy=distributing", {"IE00B0M62Q58"}),
        ("currency=USD", {"IE00B4L5Y983"}),
    ],
)
def test_share_classes_are_found_by_isin_fund_and_filters(
    operator: Client, received: Delivery, query: str, found: set[str]
) -> None:
    assert exported(operator, "shareclass", query, column="ISIN") == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=prospectus world", {"DOC-WORLD"}),
        ("q=doc-old", {"DOC-OLD"}),
        (f"q={rows.digest('DOC-OLD')}", {"DOC-OLD"}),
        ("q=DEM00001", {"DOC-WORLD", "DOC-OLD"}),
        ("document_type=NT", {"DOC-OLD"}),
        ("state=public", {"DOC-WORLD"}),
        ("target=DEM00001", {"DOC-WORLD", "DOC-OLD"}),
        ("target=DEM00002", set()),
    ],
)
def test_documents_are_found_by_title_checksum_and_what_they_are_about(
    operator: Client, received: Delivery, query: str, found: set[str]
) -> None:
    assert exported(operator, "funddocument", query, column="Document ID") == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("outcome=halted", {"halt"}),
        ("reason=suspicious", {"held"}),
        ("outcome=halted&outcome=applied", {"halt", "done"}),
        ("trigger=schedule", {"done"}),
        ("q=DEMO-20261118-01", {"done"}),
        ("q=nightwatch", {"halt"}),
        ("q=lose their authorisation", {"held"}),
        ("started_at_from=2026-11-19", set()),
        ("started_at_to=2026-11-18", {"done", "halt", "held"}),
    ],
)
def test_runs_are_found_by_outcome_reason_delivery_person_and_day(
    operator: Client, received: Delivery, query: str, found: set[str]
) -> None:
    of = received.provider
    rows.run(of, delivery=received, source="done", trigger="schedule")
    rows.run(of, "halted", reason="unreadable", source="halt", requested_by="nightwatch")
    rows.run(
        of, "awaiting_release", reason="suspicious", source="held", summary="30 funds would lose their authorisation."
    )

    assert {run["Source"] for run in spreadsheet(operator, "feedrun", query)} == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("severity=halt", {"DEM00003"}),
        ("code=fund.isin", {"DEM00001"}),
        ("q=DEM00001", {"DEM00001"}),
        ("q=check digit", {"DEM00001"}),
        ("file=deauthorised.json", {"DEM00003"}),
    ],
)
def test_findings_are_found_by_severity_rule_subject_and_file(
    operator: Client, received: Delivery, query: str, found: set[str]
) -> None:
    attempt = rows.run(received.provider, "halted", reason="inconsistent")
    rows.finding(attempt, subject="DEM00001")
    rows.finding(
        attempt, subject="DEM00003", code="set.removed", severity="halt", message="Gone.", file="deauthorised.json"
    )

    assert exported(operator, "runfinding", query, column="Subject") == found


def test_what_is_filtered_can_be_had_as_json(operator: Client, received: Delivery) -> None:
    attempt = rows.run(received.provider)
    rows.finding(attempt, subject="基金", severity="hold", message='Two "names".')
    rows.finding(attempt, subject="DEM00003", severity="halt")

    page = operator.get("/admin/snippets/fundfeed/runfinding/?severity=hold").content.decode()
    answer = operator.get("/admin/snippets/fundfeed/runfinding/?severity=hold&export=json")

    assert "severity=hold&amp;export=json" in page
    assert answer["Content-Disposition"].endswith('.json"')
    (found,) = json.loads(answer.getvalue())
    assert (found["run_id"], found["subject"], found["message"]) == (attempt.pk, "基金", 'Two "names".')


@pytest.mark.parametrize("fact", FACTS)
def test_every_list_can_be_had_as_json(superuser: Client, fact: str) -> None:
    make_facts(range(2))

    assert len(json.loads(superuser.get(f"/admin/snippets/fundfeed/{fact}/?export=json").getvalue())) == 2


def test_findings_of_one_run_can_be_had_alone(operator: Client, received: Delivery) -> None:
    mine, other = rows.run(received.provider), rows.run(received.provider)
    rows.finding(mine, subject="MINE")
    rows.finding(other, subject="OTHER")

    assert exported(operator, "runfinding", f"run={mine.pk}", column="Subject") == {"MINE"}


def test_a_list_is_sorted_by_the_column_that_was_clicked(operator: Client, received: Delivery) -> None:
    forward = [row["Fund ID"] for row in spreadsheet(operator, "fund", "ordering=fund_id")]
    backward = [row["Fund ID"] for row in spreadsheet(operator, "fund", "ordering=-fund_id")]

    assert forward == ["DEM00001", "DEM00002", "DEM00003", "OTH00001"]
    assert backward == forward[::-1]


def test_a_formula_of_the_provider_stays_text_in_a_spreadsheet(operator: Client, received: Delivery) -> None:
    rows.fund(received, "EVIL0001", name='=HYPERLINK("http://evil.example";"Prospectus")')

    [row] = spreadsheet(operator, "fund", "q=EVIL0001")
    answer = operator.get("/admin/snippets/fundfeed/fund/?q=EVIL0001&export=xlsx")
    sheet = load_workbook(BytesIO(answer.getvalue())).active

    assert row["Name"].startswith("'=HYPERLINK")
    assert sheet is not None
    assert sheet["B2"].data_type == "s"


def make_facts(numbers: range) -> None:
    """A row of every kind for each number, with rows of the other kinds beside it."""
    for number in numbers:
        received = rows.delivery(rows.provider(f"P{number}"), f"D{number}")
        stated = rows.fund(received, f"FUND{number:04}", fund_group=f"House {number}")
        rows.share_class(stated, f"IE{number:010}")
        rows.document(received, f"DOC{number}", stated)
        rows.correction(stated)
        rows.finding(rows.run(received.provider, delivery=received), subject=stated.pk, code=f"rule.{number}")


def queries_of_list(client: Client, fact: str) -> int:
    """How many queries the first page of a list takes."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/admin/snippets/fundfeed/{fact}/").status_code == 200
    return len(queries)


def spreadsheet(client: Client, fact: str, query: str) -> list[dict[str, str]]:
    """The rows of a list as its CSV export gives them."""
    answer = client.get(f"/admin/snippets/fundfeed/{fact}/?{query}&export=csv")
    return list(csv.DictReader(StringIO(answer.getvalue().decode())))


def exported(client: Client, fact: str, query: str, *, column: str) -> set[str]:
    """One column of a list's export."""
    return {row[column] for row in spreadsheet(client, fact, query)}
