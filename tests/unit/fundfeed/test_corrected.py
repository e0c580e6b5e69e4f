"""A correction stands exactly as long as the provider says what it said when the correction was made."""

from datetime import date
from typing import Any

import pytest

from fundfeed.stages.corrected import (
    Fate,
    FieldCorrection,
    NotCorrectableError,
    fate,
    refuse_unfit,
    value_at,
    with_corrections,
)
from infra.deliveries import small_delivery

TODAY = date(2026, 11, 20)


def correction(**changes: Any) -> FieldCorrection:
    values: dict[str, Any] = {"pointer": "/fundCurrency", "provider_value": "USD", "corrected_value": "EUR"}
    return FieldCorrection(**(values | changes))


@pytest.mark.parametrize(
    ("stated", "expected"),
    [("USD", Fate.STANDS), ("EUR", Fate.AGREED), ("GBP", Fate.SUPERSEDED), (None, Fate.SUPERSEDED)],
)
def test_the_three_way_merge(stated: str | None, expected: Fate) -> None:
    record = {"fundCurrency": stated} if stated else {}

    assert fate(correction(), record, today=TODAY) is expected


def test_a_correction_stands_through_its_last_day_and_no_longer() -> None:
    record = {"fundCurrency": "USD"}

    assert fate(correction(expires_on=TODAY), record, today=TODAY) is Fate.STANDS
    assert fate(correction(expires_on=date(2026, 11, 19)), record, today=TODAY) is Fate.EXPIRED


def test_a_missing_field_can_be_filled_and_a_wrong_one_left_out() -> None:
    filled = with_corrections({"a": 1}, [correction(pointer="/b", provider_value=None, corrected_value=2)])
    emptied = with_corrections({"a": 1}, [correction(pointer="/a", provider_value=1, corrected_value=None)])

    assert (filled, emptied) == ({"a": 1, "b": 2}, {})


def test_a_share_class_is_named_by_its_isin_wherever_it_stands() -> None:
    record = {"shareClasses": [{"isin": "A", "shareClassCurrency": "USD"}, {"isin": "B", "shareClassCurrency": "USD"}]}
    right = correction(pointer="/shareClasses/B/shareClassCurrency")

    corrected = with_corrections(record, [right])

    assert value_at(corrected, right.pointer) == "EUR"
    assert value_at(corrected, "/shareClasses/A/shareClassCurrency") == "USD"
    assert value_at(record, right.pointer) == "USD"


@pytest.mark.parametrize(
    ("pointer", "value", "told"),
    [
        ("/fundId", "DEM00009", "identifiers stay"),
        ("/shareClasses/{isin}/isin", "X", "identifiers stay"),
        ("fundCurrency", "EUR", "can't be corrected"),
        ("/aumFund/value", "1.00", "dated figure"),
        ("/fundCurrency", "euro", "a currency code of three capitals"),
        ("/fundCurrency", "XQQ", "no currency of ISO 4217"),
        ("/manCo", None, "expected"),
        ("/shareClasses/US0000000000/shareClassCurrency", "EUR", "no share class of this fund"),
        ("/manCo/name", "x", "nothing below"),
    ],
)
def test_what_would_break_the_record_is_refused(pointer: str, value: Any, told: str) -> None:
    fund = small_delivery().funds[0]
    place = pointer.format(isin=fund["shareClasses"][0]["isin"])

    with pytest.raises(NotCorrectableError, match=told):
        refuse_unfit(fund, place, value)


def test_a_correction_to_what_is_said_already_is_refused() -> None:
    fund = small_delivery().funds[0]

    with pytest.raises(NotCorrectableError, match="says that already"):
        refuse_unfit(fund, "/fundCurrency", fund["fundCurrency"])
