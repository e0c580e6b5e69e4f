"""The pages of funds, share classes, documents, deliveries, findings and providers tell what a person asks."""

import re
from datetime import date

import pytest
from django.test import Client

from fundfeed.models import Delivery, Fund, FundDocument
from fundfeed.services import map_names

from . import rows
from .conftest import SignIn


@pytest.fixture
def received(db: None) -> Delivery:
    """A public delivery."""
    return rows.delivery(rows.provider())


@pytest.fixture
def stated(received: Delivery) -> Fund:
    """A fund with a share class, a NAV, and a record with keys that we don't know."""
    stated = rows.fund(
        received,
        name="Alpha World",
        name_zh="環球股票基金",
        record={
            "manCo": "Alpha Managers",
            "isEtf": True,
            "houseColour": "blue",
            "shareClasses": [{"isin": "IE00B4L5Y983"}],
        },
        figures={
            "aumFund": {"value": "1234567.80", "currency": "USD", "date": "2026-11-17"},
            "valuationNav": {"IE00B4L5Y983": {"value": "12.50", "currency": "USD", "date": "2026-11-17"}},
        },
    )
    rows.share_class(stated, "IE00B4L5Y983")
    return stated


def test_a_fund_shows_its_facts_share_classes_documents_and_source(
    operator: Client, received: Delivery, stated: Fund
) -> None:
    document = rows.document(received, "DOC-1", stated)

    page = page_of(operator, "fund", stated.pk)

    assert "環球股票基金" in page
    assert "Alpha Managers" in page
    assert "1,234,567.80 USD on 17 Nov 2026" in page
    assert "House colour" in page
    assert "12.50 USD" in page
    assert f"/shareclass/inspect/{stated.isins[0]}/" in page
    assert f"/funddocument/inspect/{document.pk}/" in page
    assert f"/delivery/inspect/{received.pk}/" in page
    assert 'href="http://127.0.0.1:4321/funds/DEM00001"' in page
    assert "&quot;houseColour&quot;: &quot;blue&quot;" in page


def test_a_fund_says_what_two_people_corrected_and_which_two(sign_in: SignIn, stated: Fund) -> None:
    corrected = rows.correction(stated)

    page = page_of(sign_in("Auditor"), "fund", stated.pk)

    assert f'/correction/inspect/{corrected.pk}/">Fund currency</a>' in page
    assert "mandy, approved by chris" in page
    assert 'href="http://127.0.0.1:4321/funds/DEM00001/history"' in page


def test_a_fund_lists_the_documents_of_its_share_classes_umbrella_and_company(
    operator: Client, received: Delivery, stated: Fund
) -> None:
    stated.umbrella_id = "UMB-1"
    stated.save()
    other = rows.fund(received, "DEM00002")
    for level, target in (("shareClass", "IE00B4L5Y983"), ("umbrella", "UMB-1"), ("company", "Alpha Managers")):
        rows.document(received, f"DOC-{level}", other).targets.update(level=level, target_id=target)
    rows.document(received, "DOC-other", other)

    page = page_of(operator, "fund", stated.pk)

    assert [level for level in ("shareClass", "umbrella", "company", "other") if f"Prospectus DOC-{level}" in page] == [
        "shareClass",
        "umbrella",
        "company",
    ]


def test_a_deauthorised_fund_says_when_and_why(operator: Client, received: Delivery) -> None:
    gone = rows.fund(
        received,
        status="deauthorised",
        deauthorisation={"reason": "merger", "absorbedByFundId": "DEM00009"},
        deauthorisation_date=date(2026, 11, 1),
    )

    page = page_of(operator, "fund", gone.pk)

    assert "Deauthorised 1 November 2026" in page
    assert "merger" in page
    assert "DEM00009" in page


def test_a_fund_leads_to_the_findings_about_it_and_its_share_classes(
    operator: Client, received: Delivery, stated: Fund
) -> None:
    attempt = rows.run(received.provider)
    rows.finding(attempt, subject=stated.pk)
    rows.finding(attempt, subject="IE00B4L5Y983")
    rows.finding(attempt, subject="DEM99999")

    page = page_of(operator, "fund", stated.pk)

    assert "2 in all runs" in page
    assert f"/runfinding/?about={stated.pk}" in page
    assert operator.get(f"/admin/snippets/fundfeed/runfinding/?about={stated.pk}").context["items_count"] == 2


def test_a_share_class_shows_its_fund_and_nav(operator: Client, stated: Fund) -> None:
    page = page_of(operator, "shareclass", "IE00B4L5Y983")

    assert f"/fund/inspect/{stated.pk}/" in page
    assert "12.50 USD on 17 Nov 2026" in page


@pytest.mark.parametrize(
    ("state", "refusal", "is_linked"),
    [
        (FundDocument.State.PUBLIC, "", True),
        (FundDocument.State.ARCHIVED, "", True),
        (FundDocument.State.SCHEDULED, "", False),
        (FundDocument.State.HELD, "It runs a script when it is opened.", False),
    ],
)
def test_a_document_shows_its_file_and_links_to_the_pdf_when_the_public_can_have_it(
    operator: Client, received: Delivery, stated: Fund, state: str, refusal: str, is_linked: bool
) -> None:
    document = rows.document(received, "DOC-1", stated, state=state)
    assert document.file is not None
    document.file.refusal = refusal
    document.file.save()

    page = page_of(operator, "funddocument", document.pk)

    assert rows.digest("DOC-1") in page
    assert "3 pages" in page
    assert f"/fund/inspect/{stated.pk}/" in page
    assert (f'href="http://127.0.0.1:8000/api/v1/documents/{rows.digest("DOC-1")}.pdf"' in page) is is_linked
    assert refusal in page


def test_a_document_whose_file_has_not_come_has_a_page(operator: Client, received: Delivery, stated: Fund) -> None:
    document = rows.document(received, "DOC/1 &", stated, file=None, state=FundDocument.State.PENDING)

    page = page_of(operator, "funddocument", "DOC_2F1 &")

    assert document.title.replace("&", "&amp;") in page
    assert "File not received yet." in page
    assert "Awaiting file" in page


def test_a_document_whose_successor_has_not_come_says_so(operator: Client, received: Delivery, stated: Fund) -> None:
    document = rows.document(received, "DOC-1", stated, awaited_file_name="ab12.pdf")

    page = page_of(operator, "funddocument", document.pk)

    assert "Still to come" in page
    assert "ab12.pdf" in page


def test_a_delivery_shows_our_digest_beside_the_providers(operator: Client, received: Delivery) -> None:
    attempt = rows.run(received.provider, delivery=received, summary="Published 951 new versions.")

    page = page_of(operator, "delivery", received.pk)

    assert rows.digest("ours") in page
    assert "Stated, MD5" in page
    assert "a1b2" in page
    assert "and still is" in page
    assert f"/feedrun/inspect/{attempt.pk}/" in page


@pytest.mark.parametrize(
    ("algorithm", "digest", "told"),
    [
        ("sha256", rows.digest("ours"), "The same"),
        ("sha256", rows.digest("theirs"), "Different"),
        ("md5", "a1b2", "Another algorithm"),
        ("unreadable", "", "Can&#x27;t be read"),
        ("", "", "None stated"),
    ],
)
def test_each_file_says_whether_the_digests_are_one(
    operator: Client, received: Delivery, algorithm: str, digest: str, told: str
) -> None:
    received.files.update(stated_algorithm=algorithm, stated_digest=digest)

    assert told in page_of(operator, "delivery", received.pk)


def test_nothing_is_said_to_be_missing_beside_a_check_file(operator: Client, received: Delivery) -> None:
    received.files.update(name="index.json.check", stated_algorithm="", stated_digest="")

    page = page_of(operator, "delivery", received.pk)

    assert "index.json.check" in page
    assert "None stated" not in page


def test_an_unreadable_run_shows_the_digests_at_once(operator: Client, received: Delivery) -> None:
    received.files.update(stated_algorithm="sha256", stated_digest=rows.digest("theirs"))
    unreadable = rows.run(received.provider, "halted", reason="unreadable", delivery=received)

    page = page_of(operator, "feedrun", unreadable.pk)

    assert page.index(rows.digest("ours")) < page.index(rows.digest("theirs")) < page.index("Different")
    assert rows.digest("theirs") not in page_of(operator, "feedrun", rows.run(received.provider, delivery=received).pk)


def test_a_finding_shows_what_was_received_and_expected(operator: Client, received: Delivery) -> None:
    attempt = rows.run(received.provider, "halted", reason="unreadable")
    finding = rows.finding(attempt, subject="DEM404", received="31.12.2011", expected="a date, YYYY-MM-DD")

    page = page_of(operator, "runfinding", finding.pk)

    assert "31.12.2011" in page
    assert "a date, YYYY-MM-DD" in page
    assert f"/feedrun/inspect/{attempt.pk}/" in page


def test_a_provider_shows_where_it_delivers_and_its_limits_with_their_reasons(
    operator: Client, received: Delivery
) -> None:
    page = page_of(operator, "provider", received.provider.pk)

    assert "sftp://a@b/c" in page
    assert "Ranges are small." in page
    assert "2.0%" in page


def test_a_provider_shows_what_its_own_names_mean(operator: Client, received: Delivery) -> None:
    mapping = {"names": {"codeIsin": "isin"}, "values": {"isEtf": {"J": True}}}
    map_names(provider=received.provider, mapping=mapping, by="Ada", approved_by="Bob", reason="their words")

    page = page_of(operator, "provider", received.provider.pk)

    assert re.search(r"codeIsin</code></th><td><code[^>]*>isin</code></td><td>funds.shareClasses</td>", page)
    assert re.search(r">J</code></th><td><code[^>]*>true</code></td><td>funds.isEtf</td>", page)
    assert "Set by Ada, approved by Bob, on" in page


def test_a_provider_without_names_of_its_own_says_so(operator: Client, received: Delivery) -> None:
    assert "It uses the names of the contract" in page_of(operator, "provider", received.provider.pk)


@pytest.mark.parametrize("fact", ["fund", "shareclass", "funddocument", "delivery", "feedrun"])
def test_a_page_that_does_not_exist_is_not_found(operator: Client, fact: str) -> None:
    assert operator.get(f"/admin/snippets/fundfeed/{fact}/inspect/404/").status_code == 404


def page_of(client: Client, fact: str, pk: object) -> str:
    """The page of a fact."""
    answer = client.get(f"/admin/snippets/fundfeed/{fact}/inspect/{pk}/")
    assert answer.status_code == 200
    return answer.content.decode()
