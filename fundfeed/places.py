"""Sets of places in the list of funds by name, as whole numbers: bit n says that the fund at place n belongs to it.

And, or and counting are then single operations of the processor's own kind, whatever the number of funds.
"""

import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence

_FEW, _MANY = b"f", b"m"
_BYTES_OF_A_PLACE = 4


def packed(places: Sequence[int]) -> bytes:
    """The set of these places in the shorter of two forms: one number for each, or one bit for every fund."""
    if len(places) * _BYTES_OF_A_PLACE <= max(places) // 8:
        return _FEW + _little_endian(array("I", places)).tobytes()
    return _MANY + _bits(places)


def packed_set(places: int) -> bytes:
    """The same of a set that is a number already."""
    count = places.bit_count()
    if count * _BYTES_OF_A_PLACE <= places.bit_length() // 8:
        return packed(list(first(places, count)))
    return _MANY + places.to_bytes((places.bit_length() + 7) // 8, "little")


def union(sets: Iterable[bytes]) -> int:
    """All places of these packed sets together."""
    together, few = 0, array("I")
    for one in sets:
        if one[:1] == _MANY:
            together |= int.from_bytes(one[1:], "little")
        else:
            few.frombytes(one[1:])
    return together | int.from_bytes(_bits(_little_endian(few)), "little") if few else together


def beyond(places: int, place: int, *, is_backward: bool) -> int:
    """Those after this place, or before it."""
    return places & ((1 << place) - 1) if is_backward else places >> (place + 1) << (place + 1)


def first(places: int, most: int, *, is_backward: bool = False) -> Iterator[int]:
    """The first so many places, or the last ones from the end."""
    for _ in range(most):
        if not places:
            return
        place = (places if is_backward else places & -places).bit_length() - 1
        yield place
        places ^= 1 << place


def _bits(places: Sequence[int]) -> bytes:
    bits = bytearray(max(places) // 8 + 1)
    for place in places:
        bits[place >> 3] |= 1 << (place & 7)
    return bytes(bits)


def _little_endian(numbers: "array[int]") -> "array[int]":
    if sys.byteorder == "big":  # pragma: no cover - another machine may read what this one wrote
        numbers.byteswap()
    return numbers
