"""The ledger's entries as the API tells them, each beside the one before."""

from itertools import pairwise
from typing import Any

import msgspec
from msgspec.structs import asdict

from fundfeed.differences.fields import changed_fields
from fundfeed.records.history import Comparison, FieldDifference, VersionEntry, VersionMark
from fundfeed.selectors.history import LedgerPage


def entries(page: LedgerPage) -> tuple[VersionEntry, ...]:
    """The versions of a page, each with what it changed."""
    bodies = [entry.body for entry in page.entries] + [page.body_before or b""]
    changes = [differences(old, new) if old else () for new, old in pairwise(map(_decoded, bodies))]
    return tuple(
        VersionEntry(**asdict(entry.mark), source=entry.source, changes=changed)
        for entry, changed in zip(page.entries, changes, strict=True)
    )


def comparison(fund_id: str, first: tuple[VersionMark, bytes], second: tuple[VersionMark, bytes]) -> Comparison:
    """How the second version differs from the first."""
    (old_mark, old), (new_mark, new) = first, second
    return Comparison(fund_id=fund_id, from_=old_mark, to=new_mark, changes=differences(_decoded(old), _decoded(new)))


def differences(old: dict[str, Any], new: dict[str, Any]) -> tuple[FieldDifference, ...]:
    """Field by field what changed between two bodies."""
    return tuple(
        FieldDifference(pointer=one.pointer, old=one.old, new=one.new, isin=one.isin or None)
        for one in changed_fields(old, new)
    )


def _decoded(body: bytes) -> dict[str, Any]:
    decoded: dict[str, Any] = msgspec.json.decode(body) if body else {}
    return decoded
