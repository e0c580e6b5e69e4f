"""Query parameters are read or refused; a cursor comes back as the place that it stands for."""

from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from api.asking import parameters
from api.problems.errors import InvalidParameter

SHAPE = tuple[str, int, str]
IN_RANGE = {str(number) for number in range(1, 101)}


def asked(query: str) -> QueryDict:
    return QueryDict(query)


STORABLE = st.characters(codec="utf-8")  # a place is what a column held: no lone surrogates
WITHOUT_NUL = st.characters(codec="utf-8", exclude_characters="\x00")


@given(place=st.tuples(st.text(WITHOUT_NUL, max_size=300), st.integers(0, 9), st.text(STORABLE)))
def test_a_cursor_comes_back_as_its_place(place: tuple[str, int, str]) -> None:
    query = asked("").copy()
    query["cursor"] = parameters.encode_cursor(place)

    try:
        found = parameters.decode_cursor(query, SHAPE)
    except InvalidParameter:
        assert "\x00" in place[2] or len(query["cursor"]) > parameters.MAX_CURSOR
    else:
        assert found == place


@given(text=st.text(max_size=100))
def test_no_text_does_worse_as_a_cursor_than_being_refused(text: str) -> None:
    query = asked("").copy()
    query["cursor"] = text

    try:
        found = parameters.decode_cursor(query, SHAPE)
    except InvalidParameter as error:
        found = error.parameter

    assert found in (None, "cursor") or isinstance(found, tuple)


@given(text=st.integers(-9, 1009).map(str) | st.text(st.sampled_from("019 +-.e٣²"), max_size=4) | st.text(max_size=30))
def test_a_number_is_in_its_range_or_refused(text: str) -> None:
    query = asked("").copy()
    query["pageSize"] = text

    try:
        found = parameters.number(query, "pageSize", default=20, least=1, most=100)
    except InvalidParameter:
        assert text.strip() not in IN_RANGE
    else:
        assert found == (int(text) if text.strip() else 20)
        assert str(found) in IN_RANGE


@pytest.mark.parametrize(("query", "expected"), [("", 20), ("pageSize=", 20), ("pageSize=1", 1), ("pageSize=100", 100)])
def test_an_absent_number_is_the_default(query: str, expected: int) -> None:
    assert parameters.number(asked(query), "pageSize", default=20, least=1, most=100) == expected


def test_an_absent_cursor_is_no_place() -> None:
    assert parameters.decode_cursor(asked("cursor="), SHAPE) is None


def test_values_of_a_repeatable_parameter_come_once_and_in_order() -> None:
    assert parameters.texts_of(asked("c=b&c=a&c=b"), "c", None) == ("b", "a")


def test_text_loses_the_blanks_around_it() -> None:
    assert parameters.text(asked("search=%20gold%20"), "search") == "gold"


REFUSALS: dict[str, Any] = {
    "unknown_name": lambda: parameters.only_known(asked("colour=red"), ["search"]),
    "given_twice": lambda: parameters.text(asked("search=a&search=b"), "search"),
    "too_long": lambda: parameters.text(asked(f"search={'x' * 201}"), "search"),
    "not_in_the_list": lambda: parameters.one_of(asked("search=a"), "search", ["b"], default="b"),
    "one_not_in_the_list": lambda: parameters.texts_of(asked("search=b&search=a"), "search", ["b"]),
    "with_nul": lambda: parameters.text(asked("search=%00"), "search"),
}


@pytest.mark.parametrize("refused", REFUSALS.values(), ids=REFUSALS.keys())
def test_a_refusal_names_parameter_received_and_accepted(refused: Any) -> None:
    with pytest.raises(InvalidParameter) as caught:
        refused()

    assert caught.value.parameter in ("search", "colour")
    assert caught.value.received
    assert caught.value.accepted
    assert len(caught.value.received) <= parameters.MAX_LENGTH
