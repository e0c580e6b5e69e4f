"""Whatever a record holds, it is read or held with a finding: nothing breaks the reader."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from fundfeed.records.delivery import Placed
from fundfeed.records.feed import FundRecord
from tests.factories.records import fund, read, share_class

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=10,
)
FULL = fund(
    umbrella={"umbrellaId": "U1", "umbrellaName": {"en": "Umbrella"}},
    aumFund={"value": "1", "currency": "USD", "date": "2026-11-18"},
    formerNames=[{"name": {"en": "Haven"}, "until": "2020-01-01"}],
    isEtf=True,
    shareClasses=[share_class(1, valuationNav={"value": "1", "date": "2026-11-18"}, listings=[{"ticker": "HBR"}])],
)


@given(name=st.sampled_from([*FULL, "comment"]), value=JSON_VALUES)
def test_any_value_anywhere_gives_a_record_or_a_finding(name: str, value: Any) -> None:
    found = read(json.dumps(FULL | {name: value}).encode(), FundRecord)

    assert isinstance(found, Placed) or found[1].pointer.startswith("/funds/0")


@given(data=st.data())
def test_any_change_of_a_byte_gives_a_record_or_a_finding(data: st.DataObject) -> None:
    text = bytearray(json.dumps(FULL).encode())
    text[data.draw(st.integers(0, len(text) - 1))] = data.draw(st.integers(0, 127))

    found = read(bytes(text), FundRecord)

    assert isinstance(found, Placed) or found[1].code.startswith("record.")
