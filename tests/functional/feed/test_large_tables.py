"""What is asked of a large record is found by an index, as PostgreSQL's own plan says."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from fundfeed.models import DocumentPublication, PublicChange
from fundfeed.selectors import published_documents
from fundfeed.selectors.published_documents import DocumentQuery
from tests.factories.site import Site

MANY = 100_000
RARE = 5_000
CHANGES = f"""
    INSERT INTO fundfeed_publicchange (sequence, fund_id, fund_group, kinds, at, mark, body)
    SELECT 1000 + number, fund_id, fund_group, ARRAY[CASE number % {RARE} WHEN 0 THEN 'retracted' ELSE 'changed' END],
        at, mark, body
    FROM fundfeed_publicchange, generate_series(1, {MANY}) AS number WHERE sequence = 1
"""  # noqa: S608 - ours
PUBLICATIONS = f"""
    INSERT INTO fundfeed_documentpublication
    SELECT (jsonb_populate_record(one, jsonb_build_object('id', 1000 + number, 'document_id', 'many-' || number,
        'sha256', encode(sha256(number::text::bytea), 'hex'), 'languages',
        ARRAY[CASE number % {RARE} WHEN 0 THEN 'zh-Hans' ELSE 'en' END]))).*
    FROM fundfeed_documentpublication AS one, generate_series(1, {MANY}) AS number
    WHERE one.id = (SELECT min(id) FROM fundfeed_documentpublication)
"""  # noqa: S608 - ours
FUNDS = """
    INSERT INTO fundfeed_fund
    SELECT (jsonb_populate_record(one, jsonb_build_object('fund_id', 'MANY' || number,
        'record', one.record || jsonb_build_object('manCo', 'Company ' || number, 'leiOfManCo', 'LEI' || number)))).*
    FROM fundfeed_fund AS one, generate_series(1, 20000) AS number WHERE one.fund_id = 'DEM00001'
"""


def fill(table: str, statement: str) -> None:
    """As many rows as a large installation has, past the triggers that would ask where they come from."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for piece in ("DISABLE TRIGGER USER", statement, "ENABLE TRIGGER USER", ""):
            asked = piece if piece == statement else f"ALTER TABLE {table} {piece}" if piece else f"ANALYZE {table}"
            cursor.execute("SELECT owner_does(%s)", [asked])


def rare_kind() -> QuerySet[PublicChange]:
    return PublicChange.objects.filter(kinds__overlap=["retracted"], sequence__gt=0).order_by("sequence")[:100]


def rare_language() -> QuerySet[DocumentPublication]:
    return published_documents.matching(DocumentQuery(languages=("zh-Hans",))).order_by("publication_date", "id")[:20]


@pytest.mark.parametrize(
    ("table", "statement", "asked", "index"),
    [
        ("fundfeed_publicchange", CHANGES, rare_kind, "public_change_by_kind"),
        ("fundfeed_documentpublication", PUBLICATIONS, rare_language, "publication_by_language"),
    ],
)
def test_what_is_rare_among_a_hundred_thousand_is_found_by_its_index(
    published: Site, table: str, statement: str, asked: Callable[[], QuerySet[PublicChange]], index: str
) -> None:
    fill(table, statement)

    assert index in asked().explain()


def test_the_funds_of_a_document_are_found_without_reading_all_funds(published: Site) -> None:
    fill("fundfeed_fund", FUNDS)
    sha256 = DocumentPublication.objects.values_list("sha256", flat=True)[0]
    with CaptureQueriesContext(connection) as asked:
        assert published_documents.publications_of(sha256)

    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + asked.captured_queries[0]["sql"])
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "fund_by_company" in plan
    assert "Seq Scan on fundfeed_fund" not in plan
