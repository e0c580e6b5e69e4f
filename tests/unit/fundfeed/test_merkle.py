"""The tree over the ledger is that of RFC 9162: held here against its own definition, for every size up to 40."""

import hashlib

import pytest

from fundfeed import merkle

SIZES = range(1, 41)
CONTENTS = [bytes([number]) * 32 for number in SIZES]


def defined(contents: list[bytes]) -> bytes:
    """MTH, as the RFC writes it."""
    if len(contents) == 1:
        return hashlib.sha256(b"\x00" + contents[0]).digest()
    half = 1
    while half * 2 < len(contents):
        half *= 2
    return hashlib.sha256(b"\x01" + defined(contents[:half]) + defined(contents[half:])).digest()


def tree(size: int) -> dict[int, bytes]:
    """The stored nodes of a tree, grown one entry at a time."""
    nodes: dict[int, bytes] = {}
    peaks: list[bytes] = []
    for count in range(size):
        for position, found in merkle.grown(count, peaks, CONTENTS[count : count + 1]):
            assert position not in nodes
            nodes[position] = found
    return nodes


NODES = tree(max(SIZES))


@pytest.mark.parametrize("size", SIZES)
def test_the_root_is_that_of_the_definition(size: int) -> None:
    peaks: list[bytes] = []
    list(merkle.grown(0, peaks, CONTENTS[:size]))

    assert merkle.root(peaks) == defined(CONTENTS[:size])
    assert merkle.range_hash((0, size), NODES.__getitem__) == defined(CONTENTS[:size])


@pytest.mark.parametrize("size", SIZES)
def test_a_tree_grows_the_same_at_once_and_bit_by_bit(size: int) -> None:
    at_once: list[bytes] = []

    assert dict(merkle.grown(0, at_once, CONTENTS[:size])) == tree(size)


@pytest.mark.parametrize("size", SIZES)
def test_each_range_of_a_path_is_the_hash_of_its_entries(size: int) -> None:
    for number in range(size):
        path = merkle.audit_path(number, 0, size)

        assert sorted(range_ for start, end in path for range_ in range(start, end)) == [
            other for other in range(size) if other != number
        ]
        assert all(merkle.range_hash((a, b), NODES.__getitem__) == defined(CONTENTS[a:b]) for a, b in path)


def test_a_path_is_short() -> None:
    assert len(merkle.audit_path(70_000, 0, 100_000)) == 17
    assert len(merkle.positions(0, 100_000)) <= 17


def test_from_a_tree_to_itself_there_is_nothing_to_show() -> None:
    assert merkle.consistency(7, 0, 7) == []


def test_the_way_from_three_entries_to_seven_is_the_example_of_the_rfc() -> None:
    assert merkle.consistency(3, 0, 7) == [(2, 3), (3, 4), (0, 2), (4, 7)]
    assert merkle.consistency(4, 0, 7) == [(4, 7)]
    assert merkle.consistency(6, 0, 7) == [(4, 6), (6, 7), (0, 4)]
