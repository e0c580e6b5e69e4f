"""Fund records: values that are no values, codes that nobody issued, figures that can't be."""

import json
from typing import Any

from .making import HELD, INDEX, UNREADABLE, Fault, delivered, in_fund, nested, raw_at, replaced, set_at

LONG = "x" * 1_000_000
SHAPE = "record.shape"


def value(path: str, content: object, code: str = SHAPE) -> Fault:
    """The victim holds this value at the path."""
    return Fault(in_fund(set_at(path, content)), HELD, code)


def raw(path: str, text: str) -> Fault:
    """The victim holds this number, which no type takes."""
    return Fault(raw_at(path, text), HELD, "record.not_json")


def not_json(text: str) -> Fault:
    """One value that no JSON reader takes spoils the whole file."""
    return Fault(raw_at("manCo", text), UNREADABLE, "file.not_json")


def twice(key: str, text: str) -> Fault:
    """A key of the victim's record is given twice."""
    return Fault(replaced(INDEX, f'"{key}": {text}', f'"{key}": {text}, "{key}": {text}'), HELD, "record.double_key")


def add(key: str, content: object) -> Fault:
    """The victim has a key more, which changes nothing public."""
    return Fault(in_fund(lambda fund: fund.update({key: content})), HELD, "")


def _first_class(fund: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = fund["shareClasses"][0]
    return found


NUMBERS = {
    "nan": "NaN", "infinity": "Infinity", "hex": "0x1F", "leading_zero": "007", "lone_minus": "-", "half": ".5",
    "plus": "+1", "exponent_without_digits": "1e",
}  # fmt: skip
STRINGS = {
    "lone_high_surrogate": '"\\ud800"', "lone_low_surrogate": '"\\udc00"', "surrogates_swapped": '"\\udc00\\ud800"',
    "unknown_escape": '"\\x41"', "short_escape": '"\\u12"', "raw_line_break": '"a\nb"', "raw_escape": '"\x1b[2J"',
}  # fmt: skip
ISINS = {
    "wrong_check_digit": ("FR0010655713", "fund.isin"), "too_short": ("FR001065571", SHAPE),
    "too_long": ("FR00106557122", SHAPE), "in_small_letters": ("fr0010655712", SHAPE), "empty": ("", SHAPE),
    "of_no_country": ("ZZ0010655712", "fund.isin"), "with_a_line_break": ("FR0010655712\n", SHAPE),
    "with_cyrillic": ("FR001065571\u0405", SHAPE), "in_wide_digits": ("FR00106557１２", SHAPE),
    "sql": ("'; DROP TABLE fundfeed_fund; --", SHAPE),
}  # fmt: skip
CODES = {
    "currency_unknown": ("fundCurrency", "XQQ", "fund.currency"),
    "currency_in_small_letters": ("fundCurrency", "usd", SHAPE),
    "currency_as_a_sign": ("fundCurrency", "$", SHAPE),
    "currency_of_the_class_unknown": ("shareClasses/0/shareClassCurrency", "QQQ", "fund.currency"),
    "currency_of_the_size_unknown": ("aumFund/currency", "QQQ", "fund.currency"),
    "currency_of_the_nav_unknown": ("shareClasses/0/valuationNav/currency", "QQQ", "fund.currency"),
    "country_unknown": ("fundDomicileAlpha2", "XQ", "fund.domicile"),
    "country_of_three_letters": ("fundDomicileAlpha2", "FRA", SHAPE),
    "country_as_a_name": ("fundDomicileAlpha2", "France", SHAPE),
    "lei_with_wrong_check_digits": ("leiOfFund", "5493001KJTIIGC8Y1R13", "fund.lei"),
    "lei_too_short": ("leiOfFund", "5493001KJTIIGC8Y1R1", SHAPE),
    "lei_of_the_company_wrong": ("leiOfManCo", "A" * 18 + "00", "fund.lei"),
    "status_unknown": ("authorisationStatus", "licensed", "fund.status"),
    "status_deauthorised_in_the_index": ("authorisationStatus", "deauthorised", "fund.status"),
    "status_endless": ("authorisationStatus", LONG, SHAPE),
    "risk_of_six": ("riskLevel", 6, SHAPE),
    "risk_of_minus_one": ("riskLevel", -1, SHAPE),
    "risk_as_text": ("riskLevel", "high", SHAPE),
    "risk_beyond_64_bits": ("riskLevel", 10**30, SHAPE),
    "etf_as_a_number": ("isEtf", 1, SHAPE),
    "etf_as_perhaps": ("isEtf", "perhaps", SHAPE),
}
DATES = ("2026-02-30", "2026-13-01", "0000-01-01", "18.11.2026", "2026-11-18T00:00:00Z", "20261118", "yesterday", "")
TEXTS = {
    "name_without_english": ("legalFundNameOnly", {"fr": "Fonds"}, "fund.name"),
    "name_of_spaces": ("legalFundNameOnly", {"en": "   "}, "fund.name"),
    "name_of_no_language": ("legalFundNameOnly", {"": "Fund"}, SHAPE),
    "name_in_an_odd_language": ("legalFundNameOnly", {"en": "Fund", "english!": "Fund"}, SHAPE),
    "name_as_a_list": ("legalFundNameOnly", ["Fund"], SHAPE),
    "name_endless": ("legalFundNameOnly", {"en": LONG}, SHAPE),
    "name_of_the_class_endless": ("shareClasses/0/fullShareClassName", {"en": LONG}, SHAPE),
    "name_with_nul": ("legalFundNameOnly", {"en": "Fund\0"}, "record.nul"),
    "key_with_nul": ("legalFundNameOnly", {"en": "Fund", "f\0r": "Fonds"}, "record.nul"),
    "objective_endless": ("investmentObjective", {"en": LONG}, SHAPE),
    "company_empty": ("manCo", "", SHAPE),
    "company_endless": ("manCo", LONG, SHAPE),
}
FIGURES = {
    "size_as_a_number": ("aumFund/value", 2610008328.93, SHAPE),
    "size_below_zero": ("aumFund/value", "-1.00", "fund.negative"),
    "size_with_commas": ("aumFund/value", "2,610,008", SHAPE),
    "size_with_an_exponent": ("aumFund/value", "2e9", SHAPE),
    "size_of_a_hundred_digits": ("aumFund/value", "9" * 100, SHAPE),
    "size_as_nan": ("aumFund/value", "NaN", SHAPE),
    "nav_as_a_number": ("shareClasses/0/valuationNav/value", 430.6992, SHAPE),
    "nav_below_zero": ("shareClasses/0/valuationNav/value", "-0.01", "fund.negative"),
    "nav_of_eleven_places": ("shareClasses/0/valuationNav/value", "0.12345678901", SHAPE),
    "nav_without_a_date": ("shareClasses/0/valuationNav", {"value": "1.00"}, "record.missing"),
    "charges_as_words": ("shareClasses/0/ongoingCharges", "half a percent", SHAPE),
    "charges_as_a_list": ("shareClasses/0/ongoingCharges", [0.005], SHAPE),
}
SHAPES = {
    "no_share_class": ("shareClasses", [], SHAPE),
    "share_classes_as_an_object": ("shareClasses", {"0": {}}, SHAPE),
    "share_class_as_text": ("shareClasses/0", "FR0010655712", SHAPE),
    "listings_as_text": ("shareClasses/0/listings", "XLON", SHAPE),
    "listing_as_a_number": ("shareClasses/0/listings", [7], SHAPE),
    "umbrella_as_text": ("umbrella", "Umbrella", SHAPE),
    "size_as_text": ("aumFund", "2610008328.93", SHAPE),
    "former_names_as_text": ("formerNames", "Old Fund", SHAPE),
    "thirty_three_levels": ("x", json.loads(nested(33)), "record.depth"),
    "nine_hundred_levels": ("x", json.loads(nested(900)), "record.depth"),
}

FUNDS: dict[str, Fault] = {
    **{f"number_as_{name}": not_json(text) for name, text in NUMBERS.items()},
    **{f"string_with_{name}": not_json(text) for name, text in STRINGS.items()},
    **{f"isin_{name}": value("shareClasses/0/isin", *row) for name, row in ISINS.items()},
    **{f"date_{text or 'empty'}": value("authorisationDate", text) for text in DATES},
    **{f"launch_{text or 'empty'}": value("shareClasses/0/shareClassLaunchDate", text) for text in DATES[:3]},
    **{name: value(*row) for name, row in {**CODES, **TEXTS, **FIGURES, **SHAPES}.items()},
    "number_of_five_thousand_digits": raw("riskLevel", "9" * 5_000),
    "unknown_number_of_five_thousand_digits": raw("geography", "9" * 5_000),
    "number_beyond_floats": raw("riskLevel", "1e999"),
    "charges_beyond_floats": raw("shareClasses/0/ongoingCharges", "1e999"),
    "isin_twice_in_the_fund": Fault(
        in_fund(lambda fund: fund["shareClasses"].append(_first_class(fund))), HELD, "fund.isin_twice"
    ),
    "fund_id_twice_in_the_record": twice("fundId", '"DEM00002"'),
    "isin_twice_in_the_class": twice("isin", '"FR0010655712"'),
    "fund_twice_in_the_index": Fault(
        delivered(lambda site: site.delivery.funds.append(site.delivery.fund("DEM00002"))), HELD, "fund.double_id"
    ),
    "isin_of_another_fund": Fault(
        delivered(
            lambda site: set_at("shareClasses/0/isin", _first_class(site.delivery.fund("DEM00003"))["isin"])(
                site.delivery.fund("DEM00002")
            )
        ),
        HELD,
        "fund.double_isin",
    ),
    "fund_id_of_small_letters": value("fundId", "dem00002"),
    "fund_id_with_a_path": value("fundId", "../DEM00002"),
    "fund_id_of_a_million_letters": value("fundId", "D" * 1_000_000),
    "unknown_key_with_markup": add("<script>", "alert(1)"),
    "unknown_key_of_a_million_letters": add("x" * 1_000_000, 1),
}  # fmt: skip
