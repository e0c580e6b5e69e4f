"""The rules that one record must keep beyond its shape (sections 3, 4 and 7 of the feed contract)."""

from collections.abc import Callable, Iterator
from functools import cache
from string import ascii_uppercase
from typing import NamedTuple

import pycountry
from stdnum import isin as isin_numbers
from stdnum import lei as lei_numbers

from ..records.document_types import OF_THE_CONTRACT, AcceptedTypes
from ..records.feed import AUTHORISED_STATUSES, DocumentRecord, FundRecord
from ..records.findings import shown

CURRENCIES = frozenset(currency.alpha_3 for currency in pycountry.currencies) | {"CNH"}
_NUMBERS = str.maketrans({letter: str(number) for number, letter in enumerate(ascii_uppercase, start=10)})
_DOUBLED = str.maketrans("0123456789", "0246813579")  # twice the digit, and the sum of the digits of that
COUNTRIES = frozenset(country.alpha_2 for country in pycountry.countries)


class Breach(NamedTuple):
    """A broken rule: stable code, JSON pointer inside the record, the value received and the form expected."""

    code: str
    pointer: str
    received: str
    expected: str
    message: str


def fund_breaches(fund: FundRecord) -> Iterator[Breach]:
    """Every rule that the fund breaks."""
    for rule in FUND_RULES:
        yield from rule(fund)


def document_breaches(document: DocumentRecord, types: AcceptedTypes = OF_THE_CONTRACT) -> Iterator[Breach]:
    """Every rule that the document breaks."""
    if not types.take(document.document_id, document.document_type):
        yield Breach(
            "document.type",
            "/documentType",
            shown(document.document_type),
            ", ".join(types.codes),
            f"`{shown(document.document_type)}` is no document type that is in use.",
        )
    stated, named = document.checksum, document.file_name.removesuffix(".pdf")
    if stated and len(stated.value) == len(named) and stated.value.lower() != named:
        yield Breach(
            "document.checksum",
            "/checksum/value",
            shown(stated.value),
            named,
            "The checksum of the document is not the one that its file is named by.",
        )
    if not document.title:
        yield Breach("document.title", "/title", "{}", "at least one language", "The document has no title.")


def _names(fund: FundRecord) -> Iterator[Breach]:
    if not fund.legal_fund_name_only.get("en", "").strip():
        yield Breach(
            "fund.name",
            "/legalFundNameOnly/en",
            shown(dict(fund.legal_fund_name_only)),
            "a name in English",
            "The fund has no legal name in English.",
        )


def _status(fund: FundRecord) -> Iterator[Breach]:
    if fund.authorisation_status not in AUTHORISED_STATUSES:
        yield Breach(
            "fund.status",
            "/authorisationStatus",
            shown(fund.authorisation_status),
            ", ".join(AUTHORISED_STATUSES),
            f"`{shown(fund.authorisation_status)}` is not an authorisation status.",
        )


def _domicile(fund: FundRecord) -> Iterator[Breach]:
    if fund.fund_domicile_alpha2 not in COUNTRIES:
        yield Breach(
            "fund.domicile",
            "/fundDomicileAlpha2",
            fund.fund_domicile_alpha2,
            "ISO 3166-1 alpha-2",
            f"`{fund.fund_domicile_alpha2}` is no country of ISO 3166-1.",
        )


def _currencies(fund: FundRecord) -> Iterator[Breach]:
    stated = [("/fundCurrency", fund.fund_currency)]
    if fund.aum_fund:
        stated.append(("/aumFund/currency", fund.aum_fund.currency))
    for number, share_class in enumerate(fund.share_classes):
        stated.append((f"/shareClasses/{number}/shareClassCurrency", share_class.share_class_currency))
        if share_class.valuation_nav and share_class.valuation_nav.currency:
            stated.append((f"/shareClasses/{number}/valuationNav/currency", share_class.valuation_nav.currency))
    for pointer, currency in stated:
        if currency not in CURRENCIES:
            yield Breach(
                "fund.currency",
                pointer,
                currency,
                "ISO 4217 or CNH",
                f"`{currency}` is no currency of ISO 4217.",
            )


def _isins(fund: FundRecord) -> Iterator[Breach]:
    seen: set[str] = set()
    for number, share_class in enumerate(fund.share_classes):
        pointer = f"/shareClasses/{number}/isin"
        if not _is_isin(share_class.isin):
            yield Breach(
                "fund.isin",
                pointer,
                share_class.isin,
                "ISO 6166 with a right check digit",
                f"`{share_class.isin}` is no valid ISIN.",
            )
        if share_class.isin in seen:
            yield Breach(
                "fund.isin_twice",
                pointer,
                share_class.isin,
                "each ISIN once",
                f"The fund lists {share_class.isin} twice.",
            )
        seen.add(share_class.isin)


def _is_isin(text: str) -> bool:
    """Whether the check digit is right and ISINs begin with these letters; the shape was judged before."""
    digits = text.translate(_NUMBERS)[::-1]
    weighed = digits[::2] + digits[1::2].translate(_DOUBLED)
    return sum(map(int, weighed)) % 10 == 0 and _issues_isins(text[:2])


@cache
def _issues_isins(country: str) -> bool:
    stem = f"{country}000000000"
    return bool(isin_numbers.is_valid(stem + isin_numbers.calc_check_digit(stem)))


def _leis(fund: FundRecord) -> Iterator[Breach]:
    stated = [("/leiOfFund", fund.lei_of_fund), ("/leiOfManCo", fund.lei_of_man_co)]
    if fund.umbrella:
        stated.append(("/umbrella/leiOfUmbrella", fund.umbrella.lei_of_umbrella))
    for pointer, lei in stated:
        if lei is not None and not lei_numbers.is_valid(lei):
            yield Breach("fund.lei", pointer, lei, "ISO 17442 with right check digits", f"`{lei}` is no valid LEI.")


def _figures(fund: FundRecord) -> Iterator[Breach]:
    stated = [("/aumFund/value", "fund size", fund.aum_fund.value)] if fund.aum_fund else []
    stated += [
        (f"/shareClasses/{number}/valuationNav/value", "NAV", share_class.valuation_nav.value)
        for number, share_class in enumerate(fund.share_classes)
        if share_class.valuation_nav
    ]
    for pointer, what, value in stated:
        if value.startswith("-"):
            yield Breach("fund.negative", pointer, value, "zero or more", f"The {what} is negative.")


FUND_RULES: tuple[Callable[[FundRecord], Iterator[Breach]], ...] = (
    _names,
    _status,
    _domicile,
    _currencies,
    _isins,
    _leis,
    _figures,
)
