"""Reading back what `fundfeed.search.stored_terms` writes: PostgreSQL's binary form of a tsvector."""

import re

ENTRY = re.compile(rb"([^\x00]+)\x00(?:\x00\x00|\x00\x01(\xc0|\x00)\x01)")
WEIGHTS = {b"\xc0": "A", b"\0": "D", None: ""}


def read_terms(stored: bytes) -> dict[str, str]:
    """Each term and its weight, "" for one without a place; fails unless it is whole and in order."""
    entries = list(ENTRY.finditer(stored, 4))
    terms = [entry[1] for entry in entries]

    assert b"".join(entry[0] for entry in entries) == stored[4:]
    assert len(terms) == int.from_bytes(stored[:4], "big")
    assert terms == sorted(set(terms))
    return {entry[1].decode(): WEIGHTS[entry[2]] for entry in entries}
