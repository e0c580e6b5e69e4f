"""Sets of places come out of their packed forms as they went in, and are gone through from both ends."""

from random import Random

import pytest

from fundfeed.places import beyond, first, packed, packed_set, union

SETS = [[0], [7], [8], [99_999], [0, 99_999], list(range(1000)), list(range(3, 9000, 7)), [*range(64), 70_000]]


@pytest.mark.parametrize("places", SETS, ids=lambda places: f"{len(places)} up to {max(places)}")
def test_a_set_is_packed_and_unpacked_from_both_of_its_forms(places: list[int]) -> None:
    wanted = sum(1 << place for place in places)

    assert union([packed(places)]) == wanted
    assert packed_set(wanted) == packed(places)


def test_few_places_take_four_bytes_each_and_many_one_bit_for_every_fund() -> None:
    assert len(packed([99_999])) == 1 + 4
    assert len(packed(list(range(0, 100_000, 2)))) == 1 + 12_500


def test_sets_of_both_forms_are_one_set_together() -> None:
    assert union(map(packed, SETS)) == sum(1 << place for place in {place for places in SETS for place in places})
    assert union([]) == 0


@pytest.mark.parametrize("is_backward", [False, True])
def test_a_set_is_gone_through_from_any_place_in_both_directions(is_backward: bool) -> None:
    chance = Random(5)  # noqa: S311 - no secret
    places = sorted(chance.sample(range(5000), 300), reverse=is_backward)
    start = places[100]

    left = beyond(union([packed(places)]), start, is_backward=is_backward)

    assert list(first(left, 20, is_backward=is_backward)) == places[101:121]
    assert list(first(left, 1000, is_backward=is_backward)) == places[101:]
