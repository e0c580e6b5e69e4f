"""One record is read or held; a held one says where it broke, and still says whose it is."""

import json
from typing import Any

import pytest

from fundfeed.records.delivery import HeldRecord, Placed
from fundfeed.records.feed import DocumentRecord, FundRecord
from fundfeed.records.findings import MAX_SHOWN, Finding, Severity
from tests.factories.records import Json, document, fund, isin, read, read_fund, share_class, without


def held(record: Any, shape: type = FundRecord) -> tuple[HeldRecord, Finding]:
    found: Placed[Any] | tuple[HeldRecord, Finding] = read(record, shape)
    assert not isinstance(found, Placed)
    assert found[1].severity is Severity.HOLD
    return found


def with_class(**changes: Any) -> Json:
    return fund(shareClasses=[share_class(1, **changes)])


def test_a_record_with_the_mandatory_keys_is_read() -> None:
    placed = read_fund(fund(7), pointer="/funds/6")

    assert placed.record.fund_id == "TST00007"
    assert placed.record.share_classes[0].isin == isin(7)
    assert placed.pointer == "/funds/6"


@pytest.mark.parametrize(
    "name",
    [
        "fundId",
        "legalFundNameOnly",
        "authorisationStatus",
        "authorisationDate",
        "fundDomicileAlpha2",
        "fundCurrency",
        "manCo",
        "shareClasses",
    ],
)
def test_a_missing_mandatory_field_is_named(name: str) -> None:
    finding = held(without(fund(), name))[1]

    assert (finding.code, finding.pointer) == ("record.missing", f"/funds/0/{name}")


@pytest.mark.parametrize("name", ["isin", "fullShareClassName", "shareClassCurrency"])
def test_a_missing_field_of_a_share_class_is_named(name: str) -> None:
    record = fund(shareClasses=[share_class(1), without(share_class(2), name)])

    finding = held(record)[1]

    assert (finding.code, finding.pointer) == ("record.missing", f"/funds/0/shareClasses/1/{name}")


@pytest.mark.parametrize(
    "name",
    ["documentId", "documentType", "title", "languages", "fileName", "documentDate", "publicationDate", "appliesTo"],
)
def test_a_missing_mandatory_field_of_a_document_is_named(name: str) -> None:
    finding = held(without(document(), name), DocumentRecord)[1]

    assert (finding.code, finding.pointer) == ("record.missing", f"/funds/0/{name}")


WRONG_VALUES: dict[str, tuple[Json, str, str]] = {
    "date_in_words": (fund(authorisationDate="first of May"), "/authorisationDate", "first of May"),
    "impossible_date": (fund(authorisationDate="2012-02-30"), "/authorisationDate", "2012-02-30"),
    "number_for_a_name": (fund(manCo=5), "/manCo", "5"),
    "list_for_a_name": (fund(manCo=["Harbour"]), "/manCo", "['Harbour']"),
    "no_share_class": (fund(shareClasses=[]), "/shareClasses", "[]"),
    "object_for_share_classes": (fund(shareClasses={}), "/shareClasses", "{}"),
    "null_among_share_classes": (fund(shareClasses=[None]), "/shareClasses/0", "None"),
    "lower_case_isin": (with_class(isin="ie0000000017"), "/shareClasses/0/isin", "ie0000000017"),
    "country_of_three_letters": (fund(fundDomicileAlpha2="IRL"), "/fundDomicileAlpha2", "IRL"),
    "lower_case_currency": (fund(fundCurrency="usd"), "/fundCurrency", "usd"),
    "risk_level_six": (fund(riskLevel=6), "/riskLevel", "6"),
    "risk_level_half": (fund(riskLevel=2.5), "/riskLevel", "2.5"),
    "neither_yes_nor_no": (fund(isEtf="maybe"), "/isEtf", "maybe"),
    "number_for_a_boolean": (fund(isEtf=1), "/isEtf", "1"),
    "size_as_number": (
        fund(aumFund={"value": 12.5, "currency": "USD", "date": "2026-11-18"}),
        "/aumFund/value",
        "12.5",
    ),
    "size_with_thousands": (
        fund(aumFund={"value": "1,000", "currency": "USD", "date": "2026-11-18"}),
        "/aumFund/value",
        "1,000",
    ),
    "nav_as_number": (
        with_class(valuationNav={"value": 10, "date": "2026-11-18"}),
        "/shareClasses/0/valuationNav/value",
        "10",
    ),
    "nav_without_digits": (
        with_class(valuationNav={"value": "", "date": "2026-11-18"}),
        "/shareClasses/0/valuationNav/value",
        "",
    ),
    "short_fund_id": (fund(fundId="AB"), "/fundId", "AB"),
    "fund_id_with_a_blank": (fund(fundId="TST 00001"), "/fundId", "TST 00001"),
    "fund_id_with_a_line_end": (fund(fundId="TST00001\n"), "/fundId", "TST00001\n"),
    "listing_in_lower_case": (
        with_class(listings=[{"listingCurrency": "usd"}]),
        "/shareClasses/0/listings/0/listingCurrency",
        "usd",
    ),
}


@pytest.mark.parametrize(("record", "pointer", "received"), WRONG_VALUES.values(), ids=WRONG_VALUES.keys())
def test_a_wrong_value_is_shown_at_its_place(record: Json, pointer: str, received: str) -> None:
    finding = held(record)[1]

    assert (finding.code, finding.pointer, finding.received) == ("record.shape", f"/funds/0{pointer}", received)
    assert finding.expected


WRONG_DOCUMENTS: dict[str, tuple[Json, str]] = {
    "name_with_a_path": (document(fileName="../" + "a" * 64 + ".pdf"), "/fileName"),
    "name_in_capitals": (document(fileName="A" * 64 + ".pdf"), "/fileName"),
    "name_with_a_line_end": (document(fileName="a" * 64 + ".pdf\n"), "/fileName"),
    "name_of_no_digest": (document(fileName="prospectus.pdf"), "/fileName"),
    "about_nothing": (document(appliesTo=[]), "/appliesTo"),
    "about_a_planet": (document(appliesTo=[{"level": "planet", "id": "1"}]), "/appliesTo/0/level"),
    "no_language": (document(languages=[]), "/languages"),
    "no_size": (document(sizeInBytes=0), "/sizeInBytes"),
    "status_of_its_own": (document(status="lost"), "/status"),
}


@pytest.mark.parametrize(("record", "pointer"), WRONG_DOCUMENTS.values(), ids=WRONG_DOCUMENTS.keys())
def test_a_wrong_value_of_a_document_is_shown_at_its_place(record: Json, pointer: str) -> None:
    finding = held(record, DocumentRecord)[1]

    assert finding.pointer == f"/funds/0{pointer}"


@pytest.mark.parametrize("names", [{"en": 5}, {"en": "Harbour", "not a tag": "Hafen"}], ids=["number", "no_language"])
def test_a_broken_language_map_is_found_where_it_stands(names: Json) -> None:
    finding = held(fund(legalFundNameOnly=names))[1]

    assert finding.pointer == "/funds/0/legalFundNameOnly"
    assert finding.received == str(names)


def test_an_endless_value_is_shown_shortened() -> None:
    finding = held(fund(authorisationDate="9" * 100_000))[1]

    assert len(finding.received) == MAX_SHOWN
    assert finding.received.endswith("…")


@pytest.mark.parametrize("name", ["manCo", "fundGroupName", "assetClass", "geography"])
def test_an_endless_text_holds_the_record(name: str) -> None:
    finding = held(fund() | {name: "x" * 100_000})[1]

    assert finding.pointer.startswith(f"/funds/0/{name}")


def test_a_key_given_twice_holds_the_record() -> None:
    text = json.dumps(fund()).replace('"manCo"', '"fundCurrency": "EUR", "manCo"').encode()

    finding = held(text)[1]

    assert finding.code == "record.double_key"
    assert "fundCurrency" in finding.message


@pytest.mark.parametrize("name", ["at 12:30", ':": "', 'said ": "', "\\u003a"])
def test_colons_in_texts_hide_no_key_given_twice(name: str) -> None:
    text = json.dumps(fund(fundGroupName={"en": name})).replace('"manCo"', '"fundCurrency": "EUR", "manCo"')

    assert held(text.encode())[1].code == "record.double_key"


def test_a_key_given_twice_deep_inside_holds_the_record() -> None:
    text = json.dumps(fund()).replace('"isin"', '"isin": "IE0000000000", "isin"', 1).encode()

    assert held(text)[1].code == "record.double_key"


NUL: dict[str, Json] = {
    "in_a_value": fund(manCo="Harbour\x00"),
    "in_the_id": fund(fundId="TST\x0001"),
    "in_an_unknown_key": fund(**{"house\x00": 1}),
    "in_a_value_of_an_unknown_key": fund(comment={"by": ["\x00"]}),
}


@pytest.mark.parametrize("record", NUL.values(), ids=NUL.keys())
def test_nul_holds_the_record_and_isn_t_shown(record: Json) -> None:
    finding = held(record)[1]

    assert finding.code == "record.nul"
    assert "\x00" not in finding.received + finding.message


@pytest.mark.parametrize("depth", [100, 400, 900, 2_000, 100_000])
def test_deep_nesting_holds_the_record(depth: int) -> None:
    text = json.dumps(fund()).removesuffix("}") + ', "comment": ' + "[" * depth + "]" * depth + "}"

    assert held(text.encode())[1].code in ("record.depth", "record.not_json")


@pytest.mark.parametrize("number", ["1e999", "-1e999", "9" * 5000])
def test_a_number_beyond_all_bounds_holds_the_record(number: str) -> None:
    text = json.dumps(fund()).removesuffix("}") + f', "comment": {number}}}'

    assert held(text.encode())[1].code == "record.not_json"


@pytest.mark.parametrize("record", [None, True, 5, "TST00001", [], {}], ids=repr)
def test_what_is_no_record_is_held(record: Any) -> None:
    assert held(json.dumps(record).encode())[0].key == ""


def test_a_string_is_accepted_for_a_language_map() -> None:
    plain = read_fund(fund(legalFundNameOnly="Harbour", fundGroupName="House", formerNames=[{"name": "Haven"}]))

    assert plain.record.legal_fund_name_only == {"en": "Harbour"}
    assert plain.record.fund_group_name == {"en": "House"}
    assert plain.record.former_names is not None
    assert plain.record.former_names[0].name == {"en": "Haven"}


@pytest.mark.parametrize(("word", "value"), [("yes", True), ("no", False), ("Yes", True), ("NO", False), (True, True)])
def test_yes_and_no_are_accepted_for_booleans(word: object, value: bool) -> None:
    assert read_fund(fund(isEtf=word)).record.is_etf is value


def test_null_is_the_same_as_absent() -> None:
    absent, null = read_fund(fund()), read_fund(fund(umbrella=None, isEtf=None))

    assert null.record == absent.record
    assert null.canonical == absent.canonical


def test_the_order_of_keys_changes_nothing() -> None:
    turned = read_fund(dict(reversed(fund().items())))

    assert turned.canonical == read_fund(fund()).canonical


def test_daily_figures_are_no_part_of_the_profile() -> None:
    nav = {"value": "10.1", "date": "2026-11-18"}
    size = {"value": "5", "currency": "USD", "date": "2026-11-18"}

    with_figures = read_fund(fund(aumFund=size, shareClasses=[share_class(1, valuationNav=nav)]))

    assert with_figures.canonical == read_fund(fund()).canonical
    assert with_figures.record.aum_fund is not None


def test_unknown_keys_are_kept() -> None:
    placed = read_fund(fund(houseView={"stars": 5}))

    assert json.loads(placed.canonical)["houseView"] == {"stars": 5}


def test_a_held_record_still_says_whose_it_is() -> None:
    broken, finding = held(fund(3, manCo=None, shareClasses=[share_class(3), share_class(4)]))

    assert broken.key == finding.subject == "TST00003"
    assert broken.isins == (isin(3), isin(4))
