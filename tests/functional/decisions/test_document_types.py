"""Types of documents change by approval, and the next run judges documents by them."""

from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from cms.funds.models import DocumentTypeDefinition
from cms.moderation import withdrawal
from cms.moderation.errors import NotApprovedError
from fundfeed.models import DocumentType, FeedRun
from fundfeed.records.document_types import BUILT_IN
from fundfeed.services import replay
from tests.factories import pdfs
from tests.factories.document_types import built_in, document_type
from tests.factories.documents import add_document, bring, listed
from tests.factories.moderation import maker, publish, submit
from tests.factories.site import Site

CONTENT = pdfs.sound("tax report")


@pytest.fixture
def waiting(published: Site) -> Site:
    """A delivery with one document of a type that nobody knows: it is held, the rest is public."""
    delivery = published.next_day()
    add_document(delivery, CONTENT, documentType="TAX")
    published.deliver(delivery)
    bring(published, CONTENT)
    assert published.sync().codes == ["document.type"]
    return published


def types_of(fund_id: str) -> list[str]:
    return [document["documentType"] for document in listed(fund_id)]


def test_an_installation_begins_with_the_types_of_the_contract(db: None) -> None:
    rows = DocumentType.objects.values_list("code", "name_en", "name_zh_hant", "is_expected", "expected_every_days")

    stated = [(one.code, one.name.en, one.name.zh_hant, one.is_expected, one.expected_every_days) for one in BUILT_IN]
    assert list(rows) == stated
    assert {one.status_string for one in DocumentTypeDefinition.objects.all()} == {"built in"}
    assert list(DocumentTypeDefinition.objects.order_by("position").values_list("code", flat=True)) == [
        one.code for one in BUILT_IN
    ]


def test_nothing_changes_before_the_approval(waiting: Site) -> None:
    submit(document_type())

    assert waiting.sync().outcome == "unchanged"
    assert not DocumentType.objects.filter(code="TAX").exists()


def test_the_same_delivery_is_judged_anew_when_a_type_was_added(waiting: Site) -> None:
    publish(document_type())

    report = waiting.sync()

    assert (report.outcome, report.codes) == ("applied", [])
    assert types_of("DEM00003") == ["TAX"]
    assert waiting.sync().outcome == "unchanged"


def test_the_finding_names_the_types_that_are_in_use(waiting: Site) -> None:
    publish(document_type(code="TX2"))

    finding = waiting.sync().finding("document.type")

    assert finding["received"] == "TAX"
    assert finding["expected"] == "PR, SUP, KFS, PRP, KID, PHS, AR, SAR, QR, MR, TX2, NT, CD, ESG, OTH"


def test_a_retired_type_takes_no_new_documents_and_keeps_what_it_has(published: Site) -> None:
    publish(built_in("KFS", is_retired=True))
    delivery = published.next_day()
    delivery.documents["documents"][0]["title"] = {"en": "Another title"}
    add_document(delivery, CONTENT, documentType="KFS")
    published.deliver(delivery)
    bring(published, CONTENT)

    report = published.sync()

    assert (report.outcome, report.codes) == ("applied", ["document.type"])
    assert [one["title"]["en"] for one in listed("DEM00001")] == ["Another title"]
    assert listed("DEM00003") == []


def test_a_run_keeps_its_types_and_a_replay_says_which_came_since(waiting: Site) -> None:
    run = FeedRun.objects.latest()
    publish(document_type())
    publish(built_in("MR", is_retired=True))

    found, printed = replay(run=run), StringIO()
    with pytest.raises(SystemExit):
        call_command("replay_run", run.pk, stdout=printed)

    assert run.document_types == [one.code for one in BUILT_IN]
    assert found.types_since == (("TAX",), ("MR",))
    assert "Document types that came into use since that run: TAX." in printed.getvalue()
    assert "Document types that were retired since that run: MR." in printed.getvalue()


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"code": "tax"}, "capital letters"),
        ({"code": "T"}, "capital letters"),
        ({"code": "AR"}, "already exists"),
        ({"name_zh_hant": ""}, "can't be blank|cannot be blank"),
        ({"expected_every_days": 365}, "Nobody expects it"),
        ({"is_expected": True, "expected_every_days": 0}, "greater than or equal to 1"),
    ],
)
def test_what_no_document_could_bear_is_refused(db: None, values: dict[str, Any], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        document_type(**values)


def test_the_code_of_a_type_in_use_stays(db: None) -> None:
    with pytest.raises(ValidationError, match="Documents bear the code AR"):
        built_in("AR", code="ANNUAL")


def test_a_type_is_retired_and_never_withdrawn(db: None) -> None:
    live = publish(document_type())

    with pytest.raises(NotApprovedError, match="retire it instead"):
        withdrawal.propose(thing=live, by=maker(), reason="Not needed")


@pytest.mark.parametrize("statement", ["DELETE FROM {table}", "UPDATE {table} SET code = 'X' || code"])
def test_the_database_removes_no_type_and_renames_no_code(db: None, statement: str) -> None:
    refused = pytest.raises(DatabaseError, match="retire it instead")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table=DocumentType._meta.db_table))

    assert DocumentType.objects.count() == len(BUILT_IN)


def test_the_first_review_compares_with_what_came_with_the_installation(checker_s_browser: Client) -> None:
    state = submit(built_in("SAR", expected_every_days=200))

    page = checker_s_browser.get(reverse("moderation:review", args=[state.pk])).content.decode()

    assert "365" in page
    assert "200" in page
    assert "Interim report</span>" not in page


def test_the_list_shows_every_type_with_how_it_stands(maker_s_browser: Client) -> None:
    publish(document_type())

    page = maker_s_browser.get(reverse(DocumentTypeDefinition.snippet_viewset.get_url_name("list"))).content.decode()

    assert "稅務報告" in page
    assert page.count("built in") == len(BUILT_IN)
