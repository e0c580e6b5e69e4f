"""A broken record is told in the words of the domain, not of the decoder."""

import json
from typing import Any

import pytest
from msgspec import Raw

from fundfeed.records.feed import FundRecord
from fundfeed.stages.record import read_record
from infra.deliveries import small_delivery


def finding_for(**changes: Any) -> Any:
    fund = small_delivery().funds[0] | changes
    result = read_record(
        Raw(json.dumps(fund).encode()), FundRecord, file="index.json", pointer="/funds/0", key="fundId"
    )
    assert isinstance(result, tuple)
    return result[1]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"fundCurrency": "usd"}, "`fundCurrency` must be a currency code of three capitals (ISO 4217)."),
        ({"fundDomicileAlpha2": "IRL"}, "`fundDomicileAlpha2` must be a country code of two capitals (ISO 3166-1)."),
        ({"fundId": "a b"}, "`fundId` must be 3 to 20 of A–Z, 0–9 and -."),
        ({"leiOfFund": "X"}, "`leiOfFund` must be an LEI of twenty characters (ISO 17442)."),
        ({"authorisationDate": "1.2.2020"}, "`authorisationDate` must be a date, YYYY-MM-DD."),
        ({"riskLevel": 9}, "`riskLevel` must be a whole number of at most 5."),
        ({"riskLevel": "3"}, "`riskLevel` must be a whole number."),
        ({"shareClasses": []}, "`shareClasses` must be a list, at least 1 long."),
        ({"manCo": ""}, "`manCo` must be text, at least 1 long."),
        ({"isEtf": "perhaps"}, "`isEtf` must be true or false."),
        (
            {"aumFund": {"value": 5, "currency": "USD", "date": "2026-11-18"}},
            "`value` must be text, so this number in quotes.",
        ),
        (
            {"aumFund": {"value": "5,0", "currency": "USD", "date": "2026-11-18"}},
            '`value` must be a decimal number in quotes, such as "1234.56".',
        ),
    ],
)
def test_a_value_of_the_wrong_form_is_named_with_the_form_that_is_right(changes: dict[str, Any], message: str) -> None:
    assert finding_for(**changes).message == message
