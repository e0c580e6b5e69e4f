"""Records are held alone or together with those that claim the same; the others go on."""

from typing import Any

import pytest

from fundfeed.records.changes import PublicState
from fundfeed.records.findings import Finding, Severity
from fundfeed.stages import validate
from fundfeed.stages.validate import ValidDelivery
from tests.factories.records import Json, document, fund, isin, parsed, public_state, share_class, without


def about(number: int) -> list[Json]:
    return [{"level": "fund", "id": f"TST{number:05}"}]


def validated(
    funds: list[Any], documents: list[Any] | None = None, *, public: PublicState | None = None
) -> ValidDelivery:
    return validate.delivery(parsed(funds, documents, public=public), public or public_state())


def codes(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    assert all(finding.severity is Severity.HOLD for finding in findings)
    return [(finding.code, finding.pointer) for finding in findings]


def published(valid: ValidDelivery) -> list[str]:
    return [placed.record.fund_id for placed in valid.funds]


def test_records_that_keep_the_rules_go_on() -> None:
    valid = validated([fund(1), fund(2)], [document(1)])

    assert published(valid) == ["TST00001", "TST00002"]
    assert [placed.record.document_id for placed in valid.documents] == ["DOC-1"]
    assert valid.findings == ()
    assert valid.held_funds == frozenset()
    assert valid.delivered_count == 2


def test_a_record_that_breaks_a_rule_is_held_and_the_others_go_on() -> None:
    valid = validated([fund(1), fund(2, fundCurrency="XYZ"), fund(3)])

    assert published(valid) == ["TST00001", "TST00003"]
    assert valid.held_funds == {"TST00002"}
    assert codes(valid.findings) == [("fund.currency", "/funds/1/fundCurrency")]


def test_a_finding_names_file_subject_and_rule() -> None:
    (finding,) = validated([fund(1, fundCurrency="XYZ")]).findings

    assert (finding.file, finding.subject, finding.received) == ("index.json", "TST00001", "XYZ")
    assert finding.expected == "ISO 4217 or CNH"


def test_a_record_without_shape_is_held_and_still_counts_as_present() -> None:
    valid = validated([fund(1), without(fund(2), "manCo")])

    assert published(valid) == ["TST00001"]
    assert valid.present_funds == {"TST00001", "TST00002"}
    assert valid.held_funds == {"TST00002"}


def test_a_fund_id_claimed_twice_holds_every_claimant() -> None:
    valid = validated([fund(1), fund(2), fund(1, shareClasses=[share_class(9)])])

    assert published(valid) == ["TST00002"]
    assert codes(valid.findings) == [("fund.double_id", "/funds/0"), ("fund.double_id", "/funds/2")]


def test_an_isin_claimed_by_two_funds_holds_both() -> None:
    valid = validated([fund(1), fund(2, shareClasses=[share_class(2), share_class(1)]), fund(3)])

    assert published(valid) == ["TST00003"]
    assert valid.held_funds == {"TST00001", "TST00002"}
    assert {finding.received for finding in valid.findings} == {isin(1)}


def test_an_unchanged_record_claims_too() -> None:
    unchanged = fund(1)
    thief = fund(2, shareClasses=[share_class(1)])

    valid = validated([unchanged, thief], public=public_state(unchanged))

    assert published(valid) == []
    assert valid.held_funds == {"TST00001", "TST00002"}


def test_a_held_record_keeps_the_isins_of_its_public_version() -> None:
    public = public_state(fund(1))
    broken = fund(1, fundCurrency="usd", shareClasses=[share_class(8)])

    valid = validated([broken, fund(2, shareClasses=[share_class(1)])], public=public)

    assert published(valid) == []
    assert "fund.double_isin" in {finding.code for finding in valid.findings}


LOST_IDS: dict[str, Json] = {
    "missing": without(fund(1), "fundId"),
    "of_another_type": fund(1, fundId=5),
    "null": fund(1, fundId=None),
    "against_the_pattern": fund(1, fundId="tst 00001"),
}


@pytest.mark.parametrize("record", LOST_IDS.values(), ids=LOST_IDS.keys())
def test_a_held_record_without_a_good_id_is_recognised_by_its_isin(record: Json) -> None:
    valid = validated([record, fund(2)], public=public_state(fund(1), fund(2)))

    assert "TST00001" in valid.present_funds
    assert "TST00001" in valid.held_funds


def test_isins_of_two_public_funds_recognise_neither() -> None:
    record = without(fund(1, shareClasses=[share_class(1), share_class(2)]), "fundId")

    valid = validated([record], public=public_state(fund(1), fund(2)))

    assert valid.present_funds == frozenset()


def test_what_belongs_to_another_provider_is_held() -> None:
    public = public_state(foreign=frozenset({"TST00001", isin(2), "DOC-3"}))

    valid = validated([fund(1), fund(2), fund(3)], [document(3)], public=public)

    assert published(valid) == ["TST00003"]
    assert valid.documents == ()


BROKEN_DOCUMENTS: dict[str, tuple[Json, str, str]] = {
    "unknown_type": (document(2, documentType="XX", appliesTo=about(1)), "document.type", "/documents/1/documentType"),
    "unknown_fund": (
        document(2, appliesTo=[{"level": "fund", "id": "TST00099"}]),
        "document.target",
        "/documents/1/appliesTo/0/id",
    ),
    "unknown_share_class": (
        document(2, appliesTo=[{"level": "fund", "id": "TST00001"}, {"level": "shareClass", "id": isin(99)}]),
        "document.target",
        "/documents/1/appliesTo/1/id",
    ),
    "unknown_umbrella": (
        document(2, appliesTo=[{"level": "umbrella", "id": "U9"}]),
        "document.target",
        "/documents/1/appliesTo/0/id",
    ),
    "without_its_file": (without(document(2), "fileName"), "record.missing", "/documents/1/fileName"),
}


@pytest.mark.parametrize(("record", "code", "pointer"), BROKEN_DOCUMENTS.values(), ids=BROKEN_DOCUMENTS.keys())
def test_a_broken_document_is_held_and_the_others_go_on(record: Json, code: str, pointer: str) -> None:
    valid = validated([fund(1)], [document(1), record])

    assert [placed.record.document_id for placed in valid.documents] == ["DOC-1"]
    assert codes(valid.findings) == [(code, pointer)]
    assert valid.findings[0].file == "document.json"
    assert valid.findings[0].subject == "DOC-2"


def test_a_held_document_counts_as_present() -> None:
    valid = validated([fund(1)], [document(1, documentType="XX"), without(document(2), "title")])

    assert valid.present_documents == {"DOC-1", "DOC-2"}


def test_a_document_id_claimed_twice_holds_every_claimant() -> None:
    valid = validated([fund(1)], [document(1), document(1, documentType="AR"), document(2, appliesTo=about(1))])

    assert [placed.record.document_id for placed in valid.documents] == ["DOC-2"]
    assert codes(valid.findings) == [
        ("document.double", "/documents/0/documentId"),
        ("document.double", "/documents/1/documentId"),
    ]


def test_a_document_may_be_about_a_held_fund_an_umbrella_a_class_or_the_company() -> None:
    umbrella = {"umbrellaId": "U1", "umbrellaName": {"en": "Umbrella"}}
    targets = [
        {"level": "fund", "id": "TST00002"},
        {"level": "umbrella", "id": "U1"},
        {"level": "shareClass", "id": isin(1)},
        {"level": "company", "id": "Harbour Management"},
    ]

    valid = validated([fund(1, umbrella=umbrella), without(fund(2), "manCo")], [document(1, appliesTo=targets)])

    assert len(valid.documents) == 1
