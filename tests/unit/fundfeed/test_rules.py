"""Each rule beyond the shape of a record: where it breaks, and that it holds."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import isin as isin_numbers

from fundfeed.records.document_types import BUILT_IN
from fundfeed.records.feed import AUTHORISED_STATUSES
from fundfeed.stages.rules import document_breaches, fund_breaches
from tests.factories.records import Json, document, fund, isin, read_document, read_fund, share_class

LEI = "5493001KJTIIGC8Y1R12"
SIZE = {"value": "1000.50", "currency": "CNH", "date": "2026-11-18"}
NAV = {"value": "0", "date": "2026-11-18"}


def breaches(record: Json) -> list[tuple[str, str]]:
    return [(breach.code, breach.pointer) for breach in fund_breaches(read_fund(record).record)]


def test_a_fund_that_keeps_every_rule_breaks_none() -> None:
    whole = fund(
        leiOfFund=LEI,
        leiOfManCo=LEI,
        aumFund=SIZE,
        umbrella={"umbrellaId": "U1", "umbrellaName": {"en": "Umbrella"}, "leiOfUmbrella": LEI},
        shareClasses=[share_class(1, valuationNav=NAV), share_class(2, shareClassCurrency="CNH")],
    )

    assert breaches(whole) == []


BROKEN: dict[str, tuple[dict[str, Any], str, str]] = {
    "no_english_name": ({"legalFundNameOnly": {"zh-Hant": "海港基金"}}, "fund.name", "/legalFundNameOnly/en"),
    "blank_english_name": ({"legalFundNameOnly": {"en": "  "}}, "fund.name", "/legalFundNameOnly/en"),
    "unknown_status": ({"authorisationStatus": "retired"}, "fund.status", "/authorisationStatus"),
    "deauthorised_in_the_index": ({"authorisationStatus": "deauthorised"}, "fund.status", "/authorisationStatus"),
    "unknown_country": ({"fundDomicileAlpha2": "ZZ"}, "fund.domicile", "/fundDomicileAlpha2"),
    "unknown_currency": ({"fundCurrency": "XYZ"}, "fund.currency", "/fundCurrency"),
    "unknown_currency_of_the_size": ({"aumFund": SIZE | {"currency": "XYZ"}}, "fund.currency", "/aumFund/currency"),
    "unknown_currency_of_a_class": (
        {"shareClasses": [share_class(1), share_class(2, shareClassCurrency="XYZ")]},
        "fund.currency",
        "/shareClasses/1/shareClassCurrency",
    ),
    "unknown_currency_of_a_nav": (
        {"shareClasses": [share_class(1, valuationNav=NAV | {"currency": "XYZ"})]},
        "fund.currency",
        "/shareClasses/0/valuationNav/currency",
    ),
    "wrong_check_digit": ({"shareClasses": [share_class(1, isin="IE0000000010")]}, "fund.isin", "/shareClasses/0/isin"),
    "isin_listed_twice": ({"shareClasses": [share_class(1)] * 2}, "fund.isin_twice", "/shareClasses/1/isin"),
    "wrong_lei_of_the_fund": ({"leiOfFund": LEI[:-1] + "3"}, "fund.lei", "/leiOfFund"),
    "wrong_lei_of_the_company": ({"leiOfManCo": LEI[:-1] + "3"}, "fund.lei", "/leiOfManCo"),
    "wrong_lei_of_the_umbrella": (
        {"umbrella": {"umbrellaId": "U1", "umbrellaName": "U", "leiOfUmbrella": LEI[:-1] + "3"}},
        "fund.lei",
        "/umbrella/leiOfUmbrella",
    ),
    "negative_size": ({"aumFund": SIZE | {"value": "-1"}}, "fund.negative", "/aumFund/value"),
    "negative_nav": (
        {"shareClasses": [share_class(1, valuationNav=NAV | {"value": "-0.01"})]},
        "fund.negative",
        "/shareClasses/0/valuationNav/value",
    ),
}


@pytest.mark.parametrize(("changes", "code", "pointer"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_rule_is_named_at_its_place(changes: dict[str, Any], code: str, pointer: str) -> None:
    assert breaches(fund() | changes) == [(code, pointer)]


def test_every_broken_rule_is_found_at_once() -> None:
    record = fund(fundCurrency="XYZ", fundDomicileAlpha2="ZZ", authorisationStatus="retired")

    assert {code for code, _ in breaches(record)} == {"fund.currency", "fund.domicile", "fund.status"}


def test_a_breach_shows_what_was_received_and_what_would_do() -> None:
    (breach,) = fund_breaches(read_fund(fund(authorisationStatus="retired")).record)

    assert breach.received == "retired"
    assert breach.expected == "authorised, suspended, in liquidation"
    assert "retired" in breach.message


@pytest.mark.parametrize("status", AUTHORISED_STATUSES)
def test_every_status_of_the_contract_is_accepted(status: str) -> None:
    assert breaches(fund(authorisationStatus=status)) == []


@pytest.mark.parametrize("currency", ["HKD", "USD", "CNY", "CNH"])
def test_offshore_renminbi_is_a_currency_like_others(currency: str) -> None:
    assert breaches(fund(fundCurrency=currency)) == []


def test_made_isins_are_valid() -> None:
    assert breaches(fund(shareClasses=[share_class(number) for number in range(200)])) == []
    assert len({isin(number) for number in range(200)}) == 200


@pytest.mark.parametrize("code", [one.code for one in BUILT_IN])
def test_every_document_type_of_the_contract_is_accepted(code: str) -> None:
    assert list(document_breaches(read_document(document(documentType=code)))) == []


@pytest.mark.parametrize("code", ["XX", "pr", "PROSPECTUS", "\ufeffPR"])
def test_an_unknown_document_type_is_named(code: str) -> None:
    (breach,) = document_breaches(read_document(document(documentType=code)))

    assert (breach.code, breach.pointer, breach.received) == ("document.type", "/documentType", code)
    assert breach.expected.startswith("PR, SUP, KFS, ")


def test_a_document_without_a_title_breaks_a_rule() -> None:
    (breach,) = document_breaches(read_document(document(title={})))

    assert breach.code == "document.title"


@given(st.sampled_from(["IE", "LU", "HK", "XS", "ZZ", "AA"]), st.from_regex(r"[A-Z0-9]{9}[0-9]", fullmatch=True))
def test_isins_are_judged_as_the_library_of_numbers_judges_them(country: str, rest: str) -> None:
    stem = country + rest[:9]
    for number in (country + rest, stem + isin_numbers.calc_check_digit(stem)):
        found = breaches(fund(shareClasses=[share_class(1, isin=number)]))

        assert (("fund.isin", "/shareClasses/0/isin") in found) is not isin_numbers.is_valid(number)
