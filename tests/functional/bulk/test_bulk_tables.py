"""The tables of a set: one row for each share class, and no cell that a spreadsheet would carry out."""

import csv
import io

from fundfeed.models import BulkSet
from fundfeed.services import make_bulk
from tests.factories.public_answers import fund_ids, get
from tests.factories.site import Site
from tests.functional.bulk.files import content, correct, file_of


def rows(made: BulkSet | None, kind: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content(made, kind).decode("utf-8-sig"))))


def test_tables_have_one_row_for_each_share_class(first: BulkSet) -> None:
    funds = [get(f"/funds/{fund_id}/") for fund_id in sorted(fund_ids())]
    isins = [share_class["isin"] for fund in funds for share_class in fund["shareClasses"]]

    readable, openfunds = rows(first, "table"), rows(first, "openfunds")

    assert readable[0][:3] == ["Fund ID", "ISIN", "Fund"]
    assert openfunds[0][1:3] == ["OFST020000", "OFST010110"]
    assert openfunds[1][:3] == ["fundId", "shareClasses.isin", "legalFundNameOnly.en"]
    assert [row[1] for row in readable[1:]] == [row[1] for row in openfunds[2:]] == isins
    assert file_of(first, "table")["rows"] == len(isins)
    assert {len(row) for row in readable + openfunds} == {len(readable[0])}


def test_no_cell_of_a_table_is_a_formula(site: Site) -> None:
    correct(fund_ids()[0], '=HYPERLINK("http://evil.example","x")', "/geography")
    made = make_bulk()

    place = rows(made, "table")[0].index("Geography")
    assert [row[place] for row in rows(made, "table")][1] == '\'=HYPERLINK("http://evil.example","x")'
