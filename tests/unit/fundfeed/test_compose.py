"""What is public of a fund is composed from facts alone: the same facts always give the same bytes."""

import hashlib
import json
from datetime import UTC, date, datetime
from typing import Any

from fundfeed.records.feed import Target
from fundfeed.records.figures import FundFigures, figures_digest, figures_of
from fundfeed.records.public import FundProfile, Publication, PublishedDocument
from fundfeed.stages import compose
from tests.factories.records import Json, deauthorisation, fund, isin, read_fund, share_class

NAV = {"value": "10.10", "date": "2026-11-18"}
SIZE = {"value": "5.00", "currency": "USD", "date": "2026-11-18"}
FULL = fund(
    1,
    legalFundNameOnly={"en": "Crédit Harbour", "zh-Hant": "海港信貸"},
    formerNames=[{"name": {"en": "Haven Fund"}}],
    fundGroupName={"en": "Harbour House"},
    umbrella={"umbrellaId": "U1", "umbrellaName": {"en": "Quay"}},
    aumFund=SIZE,
    shareClasses=[share_class(1, valuationNav=NAV, listings=[{"ticker": "HBR"}]), share_class(2)],
)


def shown(document_type: str, document_date: date, number: int = 1, status: Any = "current") -> PublishedDocument:
    return PublishedDocument(
        document_id=f"DOC-{number}",
        document_type=document_type,
        title={"en": "Title"},
        languages=("en",),
        sha256=f"{number:064x}",
        url=f"/api/v1/documents/{number:064x}.pdf",
        size_in_bytes=10,
        document_date=document_date,
        publication_date=document_date,
        status=status,
        applies_to=(Target(level="fund", id="TST00001"),),
    )


def profile(record: Json = FULL, documents: tuple[PublishedDocument, ...] = (), withdrawal: Any = None) -> FundProfile:
    return compose.profile(read_fund(record).canonical, "authorised", withdrawal, documents)


def test_a_profile_is_the_provider_s_record_without_daily_figures() -> None:
    body, digest = compose.encoded(profile())

    content = json.loads(body)
    assert content["legalFundNameOnly"] == FULL["legalFundNameOnly"]
    assert "aumFund" not in content
    assert "valuationNav" not in content["shareClasses"][0]
    assert digest == hashlib.sha256(body).hexdigest()


def test_a_new_nav_makes_no_new_profile() -> None:
    tomorrow = NAV | {"value": "11", "date": "2026-11-19"}
    moved = FULL | {
        "shareClasses": [share_class(1, valuationNav=tomorrow, listings=[{"ticker": "HBR"}]), share_class(2)]
    }

    assert compose.encoded(profile(moved)) == compose.encoded(profile())
    assert figures_digest(read_fund(moved).record) != figures_digest(read_fund(FULL).record)


def test_documents_stand_in_the_same_order_whatever_order_they_came_in() -> None:
    old, new = shown("PR", date(2024, 1, 1), 3), shown("PR", date(2026, 1, 1), 2)
    report, twin = shown("AR", date(2025, 1, 1), 9), shown("AR", date(2025, 1, 1), 8)

    one, other = profile(documents=(old, new, report, twin)), profile(documents=(twin, report, new, old))

    assert [document.document_id for document in one.documents] == ["DOC-8", "DOC-9", "DOC-2", "DOC-3"]
    assert compose.encoded(one) == compose.encoded(other)


def test_the_status_of_today_replaces_the_one_of_the_record() -> None:
    canonical = read_fund(FULL).canonical

    withdrawn = compose.profile(canonical, "terminated", deauthorisation(1, reason="merger"), ())

    assert withdrawn.authorisation_status == "terminated"
    assert withdrawn.deauthorisation is not None
    assert withdrawn.deauthorisation.reason == "merger"


def test_figures_come_back_to_their_places() -> None:
    figures = figures_of(read_fund(FULL).record)

    complete = compose.with_figures(profile(), figures)

    first, second = complete.share_classes
    assert complete.aum_fund is not None
    assert (complete.aum_fund.value, complete.aum_fund.currency) == ("5.00", "USD")
    assert first.valuation_nav is not None
    assert (first.valuation_nav.value, first.valuation_nav.currency) == ("10.10", "USD")
    assert second.valuation_nav is None


def test_no_figures_leave_their_places_empty() -> None:
    complete = compose.with_figures(profile(), FundFigures())

    assert b"valuationNav" not in compose.encoded(complete)[0]


def test_the_detail_says_where_it_comes_from() -> None:
    publication = Publication(
        version=3,
        sha256="0" * 64,
        published_at=datetime(2026, 11, 18, 14, 41, 7, tzinfo=UTC),
        provider="DEMO",
        delivery_id="DEMO-1",
        content_date=date(2026, 11, 18),
        file="index.json",
        pointer="/funds/17",
    )

    content = json.loads(compose.encoded(compose.detail(profile(), publication))[0])

    assert content["publication"]["publishedAt"] == "2026-11-18T14:41:07Z"
    assert (content["publication"]["version"], content["publication"]["pointer"]) == (3, "/funds/17")
    assert content["documents"] == []


def test_a_summary_names_every_key_even_when_it_knows_nothing() -> None:
    content = json.loads(compose.encoded(compose.summary(profile(fund(1))))[0])

    unknown = ("umbrella", "fundGroupName", "assetClass", "isEtf", "riskLevel", "aumFund", "deauthorisationDate")
    assert all(content[name] is None for name in unknown)
    assert (content["shareClassCount"], content["documentCount"], content["isins"]) == (1, 0, [isin(1)])


def test_a_summary_counts_current_documents_only() -> None:
    documents = (shown("PR", date(2026, 1, 1), 1), shown("PR", date(2025, 1, 1), 2, status="superseded"))

    assert compose.summary(profile(documents=documents)).document_count == 1


def test_names_sort_without_case_and_accents() -> None:
    assert compose.sort_name(profile()) == "credit harbour"
