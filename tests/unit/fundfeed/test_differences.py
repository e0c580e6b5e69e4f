"""What a delivery changes is told field by field, against yesterday's records."""

import csv
import json
from datetime import timedelta
from typing import Any

import msgspec

from fundfeed.differences.as_csv import csv_lines
from fundfeed.differences.between import between
from fundfeed.differences.fields import changed_fields
from fundfeed.records.differences import Before, Difference, FieldChange, FundBefore, Kind
from fundfeed.records.figures import figures_of
from fundfeed.stages import compare, validate
from tests.factories.records import (
    TODAY,
    Json,
    deauthorisation,
    document,
    fund,
    parsed,
    public_state,
    read_fund,
    share_class,
    without,
)

SIZE = {"value": "10.00", "currency": "USD", "date": "2026-11-17"}
TOMORROW = (TODAY + timedelta(days=1)).isoformat()


def before(*funds: Json, documents: tuple[Json, ...] = (), **known: Any) -> Before:
    """Yesterday's records of these funds and documents."""
    return Before(
        funds={record["fundId"]: _fund_before(record, **known) for record in funds},
        documents={record["documentId"]: json.dumps(record) for record in documents},
    )


def _fund_before(record: Json, *, status: str = "authorised", deauthorisation: Json | None = None) -> FundBefore:
    placed = read_fund(record)
    figures = msgspec.json.encode(figures_of(placed.record)).decode()
    return FundBefore(record["legalFundNameOnly"]["en"], status, placed.canonical.decode(), figures, deauthorisation)


def differences(
    yesterday: list[Json],
    today: list[Json],
    deauthorised: list[Json] | None = None,
    known: Before | None = None,
    **state: Any,
) -> list[Difference]:
    public = public_state(*yesterday, **state)
    delivery = validate.delivery(parsed(today, [], deauthorised, contentDate=TODAY.isoformat()), public)
    changes, _ = compare.with_public(delivery, public, today=TODAY)
    return list(between(changes, known or before(*yesterday)))


def test_a_field_that_changed_is_told_with_its_pointer_and_both_values() -> None:
    (found,) = differences([fund()], [fund(manCo="New House")])

    assert (found.kind, found.subject, found.name) == (Kind.CHANGED, "TST00001", "Harbour Fund 1")
    assert (found.file, found.pointer) == ("index.json", "/funds/0")
    assert found.fields == (FieldChange("/manCo", "Harbour Management", "New House"),)


def test_a_field_that_came_or_went_is_told_against_nothing() -> None:
    (found,) = differences([fund(riskLevel=2)], [fund(geography="Asia")])

    assert found.fields == (FieldChange("/geography", None, "Asia"), FieldChange("/riskLevel", 2, None))


def test_what_stayed_as_it_was_is_not_told() -> None:
    assert differences([fund(1), fund(2)], [fund(1), fund(2)]) == []


def test_a_translation_is_one_field_of_its_name() -> None:
    names = {"en": "Harbour Fund 1", "zh-Hant": "海港基金"}

    (found,) = differences([fund()], [fund(legalFundNameOnly=names)])

    assert found.fields == (FieldChange("/legalFundNameOnly/zh-Hant", None, "海港基金"),)


def test_a_share_class_more_at_the_top_changes_no_other() -> None:
    newcomer, known = share_class(2), share_class(1)

    (found,) = differences([fund(shareClasses=[known])], [fund(shareClasses=[newcomer, known])])

    (field,) = found.fields
    assert (field.pointer, field.isin, field.old) == ("/shareClasses/0", newcomer["isin"], None)
    assert field.new["shareClassCurrency"] == "USD"


def test_a_field_of_a_share_class_names_the_class_however_the_list_is_ordered() -> None:
    first, second = share_class(1), share_class(2)

    (found,) = differences(
        [fund(shareClasses=[first, second])], [fund(shareClasses=[second | {"shareClassCurrency": "EUR"}, first])]
    )

    assert found.fields == (FieldChange("/shareClasses/0/shareClassCurrency", "USD", "EUR", second["isin"]),)


def test_a_share_class_that_left_is_told_where_it_stood() -> None:
    (found,) = differences([fund(shareClasses=[share_class(1), share_class(2)])], [fund(shareClasses=[share_class(1)])])

    (field,) = found.fields
    assert (field.pointer, field.isin, field.new) == ("/shareClasses/1", share_class(2)["isin"], None)


def test_a_document_more_at_the_top_changes_no_other() -> None:
    newcomer, known = document(2), document(1)

    (field,) = changed_fields({"documents": [known]}, {"documents": [newcomer, known]})

    assert field == FieldChange("/documents/0", None, newcomer)


def test_figures_are_told_apart_from_the_profile() -> None:
    later = SIZE | {"value": "11.00", "date": "2026-11-18"}

    profile, figures = differences([fund(aumFund=SIZE)], [fund(aumFund=later, manCo="New House")])

    assert [field.pointer for field in profile.fields] == ["/manCo"]
    assert (figures.kind, figures.fields) == (Kind.FIGURES, (FieldChange("/aumFund", SIZE, later),))


def test_a_nav_is_one_figure_of_its_share_class() -> None:
    nav = {"value": "12.50", "date": "2026-11-18", "currency": "USD"}

    (found,) = differences([fund()], [fund(shareClasses=[share_class(valuationNav=nav)])])

    assert found.fields == (FieldChange("/shareClasses/0/valuationNav", None, nav, share_class()["isin"]),)


def test_new_deauthorised_and_held_funds_are_told_by_name() -> None:
    held = fund(3, fundCurrency="QQQ")

    found = differences([fund(1), fund(3)], [fund(2), held], [deauthorisation(1, reason="merger")])

    assert [(one.kind, one.subject, one.name) for one in found] == [
        (Kind.DEAUTHORISED, "TST00001", "Harbour Fund 1"),
        (Kind.ADDED, "TST00002", "Harbour Fund 2"),
        (Kind.HELD, "TST00003", "Harbour Fund 3"),
    ]
    assert found[0].file == "deauthorised.json"
    assert found[0].fields == (
        FieldChange("/authorisationStatus", "authorised", "deauthorised"),
        FieldChange("/deauthorisation/deauthorisationDate", None, TODAY.isoformat()),
        FieldChange("/deauthorisation/reason", None, "merger"),
    )


def test_an_announcement_is_told_once() -> None:
    announced = deauthorisation(1, deauthorisationDate=TOMORROW)

    first = differences([fund(1)], [fund(1)], [announced])
    again = differences([fund(1)], [fund(1)], [announced], before(fund(1), deauthorisation=announced))

    assert [one.kind for one in first] == [Kind.ANNOUNCED]
    assert again == []


def test_a_fund_that_returns_is_told_with_its_status_and_what_changed_meanwhile() -> None:
    gone = fund(1)

    (found,) = differences(
        [], [fund(1, geography="Asia")], known=before(gone, status="deauthorised"), withdrawn=(gone,)
    )

    assert found.kind is Kind.RETURNED
    assert found.fields == (
        FieldChange("/authorisationStatus", "deauthorised", "authorised"),
        FieldChange("/geography", None, "Asia"),
    )


def test_documents_are_told_as_new_changed_or_archived() -> None:
    known = (document(1), document(2))
    public = public_state(fund(), documents=known)
    today = [document(1, version="2"), document(3, title={"en": "Annual report"}, appliesTo=document(1)["appliesTo"])]
    delivery = validate.delivery(parsed([fund()], today, contentDate=TODAY.isoformat()), public)
    changes, _ = compare.with_public(delivery, public, today=TODAY)

    found = list(between(changes, before(fund(), documents=known)))

    assert [(one.kind, one.subject, one.name) for one in found] == [
        (Kind.DOCUMENT_ADDED, "DOC-3", "Annual report"),
        (Kind.DOCUMENT_CHANGED, "DOC-1", "Prospectus"),
        (Kind.DOCUMENT_ARCHIVED, "DOC-2", "Prospectus"),
    ]
    assert found[1].fields == (FieldChange("/version", None, "2"),)


def test_a_document_that_is_only_written_differently_is_not_told() -> None:
    known = document(1)
    public = public_state(fund(), documents=(known,))
    reordered = dict(reversed(known.items()))
    delivery = validate.delivery(parsed([fund()], [reordered], contentDate=TODAY.isoformat()), public)
    changes, _ = compare.with_public(delivery, public, today=TODAY)

    assert list(between(changes, before(fund(), documents=(known,)))) == []


def test_true_and_one_are_two_values() -> None:
    assert list(changed_fields({"isEtf": True}, {"isEtf": 1})) == [FieldChange("/isEtf", True, 1)]


def test_a_key_is_escaped_in_its_pointer() -> None:
    assert [field.pointer for field in changed_fields({}, {"a/b~c": 1})] == ["/a~1b~0c"]


def test_lists_other_than_share_classes_are_told_whole() -> None:
    former = {"formerNames": [{"name": {"en": "Old"}}]}

    assert list(changed_fields(without(former, "formerNames"), former)) == [
        FieldChange("/formerNames", None, former["formerNames"])
    ]


def test_the_csv_has_a_line_for_each_field_and_no_formula() -> None:
    change = Difference(
        kind=Kind.CHANGED,
        subject="TST00001",
        name="=HYPERLINK(1)",
        fields=(FieldChange("/manCo", "A", "B, C"), FieldChange("/riskLevel", None, 3)),
    )

    rows = list(csv.DictReader(csv_lines([change, Difference(kind=Kind.ADDED, subject="TST00002")])))

    assert [(row["subject"], row["field"], row["old"], row["new"]) for row in rows] == [
        ("TST00001", "/manCo", '"A"', '"B, C"'),
        ("TST00001", "/riskLevel", "", "3"),
        ("TST00002", "", "", ""),
    ]
    assert rows[0]["name"] == "'=HYPERLINK(1)"
