"""Any mutation of a valid delivery ends in a finding or a correct result, never in an exception."""

import json
from datetime import UTC, datetime
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fundfeed.errors import FeedError
from fundfeed.records.delivery import MANIFESTS
from fundfeed.stages import compare, guard, parse, validate
from infra.deliveries.delivery import encode
from tests.factories.records import public_state
from tests.verification.days import first_day
from tests.verification.long_form import is_long

NOW = datetime(2026, 11, 19, tzinfo=UTC)
EXAMPLES = 5_000 if is_long() else 250
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30) | st.dates().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=6,
)


def judged(index: bytes, document: bytes, deauthorised: bytes) -> tuple[set[str], set[str]]:
    """Ids of the funds that would be written, and codes of all findings; a halt writes none."""
    public = public_state()
    try:
        contents = dict(zip(MANIFESTS, (index, document, deauthorised), strict=True))
        parsed = parse.delivery(contents.__getitem__, known_funds={}, known_documents={})
        valid = validate.delivery(parsed, public)
        compare.order_of_deliveries(valid.envelope, "", public, now=NOW)
        changes, _ = compare.with_public(valid, public, today=NOW.date())
        guard.hold_back(guard.judge(changes, {}))
    except FeedError as error:
        return set(), {finding.code for finding in error.findings}
    return {placed.record.fund_id for placed in changes.added}, {finding.code for finding in valid.findings}


def places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place in a JSON value."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for step, item in steps for place in places(item, (*path, step)))]


def planted(value: Any, path: tuple[str | int, ...], new: Any) -> Any:
    """The JSON value with something new at a place."""
    for step in path[:-1]:
        value = value[step]
    value[path[-1]] = new
    return value


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_value_anywhere_ends_in_a_finding_or_a_result(data: st.DataObject) -> None:
    sent = first_day().envelopes()
    number = data.draw(st.integers(0, 2))
    path = data.draw(st.sampled_from(places(sent[number])[1:]))

    planted(sent[number], path, data.draw(VALUES))
    funds, codes = judged(*(json.dumps(one).encode() for one in sent))

    whole = {"DEM00001", "DEM00002", "DEM00003"}
    assert codes or len(funds) == len(whole)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(number=st.integers(0, 2), at=st.floats(0, 1), gone=st.integers(0, 40), new=st.binary(max_size=40))
def test_any_bytes_anywhere_end_in_a_finding_or_a_result(number: int, at: float, gone: int, new: bytes) -> None:
    files = [encode(one) for one in first_day().envelopes()]
    start = int(at * len(files[number]))

    files[number] = files[number][:start] + new + files[number][start + gone :]
    funds, codes = judged(*files)

    assert codes or len(funds) == 3
