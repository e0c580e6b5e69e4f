"""The ledger entry by entry, for those who follow it."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models import F, Max, OuterRef, Subquery

from ..models import FundVersion


class Entry(NamedTuple):
    """One public version of a fund, and the body of the version before it; None when it is the first."""

    sequence: int
    fund_id: str
    version: int
    valid_from: datetime
    body: bytes
    body_sha256: str
    before: bytes | None


def head_sequence() -> int:
    """The number of the ledger's last entry; 0 when it is empty."""
    return FundVersion.objects.aggregate(last=Max("sequence"))["last"] or 0


def entries_after(sequence: int, *, most: int) -> Iterator[Entry]:
    """The entries that follow, in order, at most so many."""
    before = FundVersion.objects.filter(fund=OuterRef("fund"), version=OuterRef("previous_version"))
    rows = FundVersion.objects.filter(sequence__gt=sequence).annotate(previous_version=F("version") - 1)
    told = rows.annotate(before=Subquery(before.values("body")[:1])).order_by("sequence")
    names = ("sequence", "fund_id", "version", "valid_from", "body", "body_sha256", "before")
    for row in told.values_list(*names)[:most]:
        sequence, fund_id, version, valid_from, body, sha256, earlier = row
        yield Entry(sequence, fund_id, version, valid_from, bytes(body), sha256, bytes(earlier) if earlier else None)
