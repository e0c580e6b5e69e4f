"""A Merkle tree over a list that only grows (RFC 9162, section 2.1); pure.

A node over 2^level entries never changes once they are all there, so it is stored once, under its place in order:
entry 0 is at 0, the node over entries 0 and 1 at 1, entry 1 at 2, and so on.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence

Range = tuple[int, int]  # from the first entry to before the second number
Stored = Callable[[int], bytes]


def leaf(content: bytes) -> bytes:
    """The hash of one entry."""
    return hashlib.sha256(b"\x00" + content).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The hash of two neighbours."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def positions(start: int, end: int) -> list[int]:
    """Where the complete nodes lie that cover this range of the tree, from left to right."""
    found = []
    while start < end:
        level = (end - start).bit_length() - 1
        found.append(start * 2 + (1 << level) - 1)
        start += 1 << level
    return found


def grown(count: int, peaks: list[bytes], contents: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Each complete node that comes into being, with its place, as these entries join the first `count`.

    `peaks` are the nodes that cover the tree, from left to right; they are brought up to date.
    """
    for number, content in enumerate(contents, count):
        found, level = leaf(content), 0
        yield number * 2, found
        while number >> level & 1:
            found, level = node(peaks.pop(), found), level + 1
            yield (number >> level << level) * 2 + (1 << level) - 1, found
        peaks.append(found)


def root(peaks: Sequence[bytes]) -> bytes:
    """The hash of the whole that these nodes cover."""
    *rest, found = peaks
    for peak in reversed(rest):
        found = node(peak, found)
    return found


def range_hash(covered: Range, stored: Stored) -> bytes:
    """The hash of a range of the tree from its stored nodes."""
    return root([stored(position) for position in positions(*covered)])


def audit_path(number: int, start: int, end: int) -> list[Range]:
    """The ranges whose hashes lead from one entry to the root, from the bottom up (PATH of the RFC)."""
    if end - start == 1:
        return []
    middle = start + _half(end - start)
    if number < middle:
        return [*audit_path(number, start, middle), (middle, end)]
    return [*audit_path(number, middle, end), (start, middle)]


def consistency(first: int, start: int, end: int, *, is_known: bool = True) -> list[Range]:
    """The ranges whose hashes show that the tree of `end` entries goes on from that of `first` (PROOF of the RFC)."""
    if first == end:
        return [] if is_known else [(start, end)]
    middle = start + _half(end - start)
    if first <= middle:
        return [*consistency(first, start, middle, is_known=is_known), (middle, end)]
    return [*consistency(first, middle, end, is_known=False), (start, middle)]


def _half(size: int) -> int:
    """The largest power of two below this size."""
    return 1 << (size - 1).bit_length() - 1
