"""Stage 8, at its end: the tree over the ledger grows by the new entries, and its head is kept."""

from datetime import datetime

from .. import merkle
from ..errors import BrokenLedgerError
from ..models import ChainHead, ChainNode, FundVersion
from ..models.bulk import add_missing

BATCH = 10_000


def head(*, at: datetime) -> None:
    """Seal every entry that isn't sealed yet; the caller is the only one who writes to the ledger.

    Raises `BrokenLedgerError` when the last head isn't one of this ledger and its tree.
    """
    count, entry_hash = sealed = _sealed()
    peaks = _peaks(count)
    while fresh := _entries_after(count):
        grown = merkle.grown(count, peaks, map(bytes.fromhex, fresh))
        add_missing(ChainNode, ("position", "hash"), grown, key=("position",))  # the database lets right ones in only
        count, entry_hash = count + len(fresh), fresh[-1]
    if count > sealed[0]:
        root = merkle.root(peaks).hex()
        ChainHead.objects.create(count=count, entry_hash=entry_hash, root=root, sealed_at=at)


def _sealed() -> tuple[int, str]:
    """How many entries the last head covers, and the last one's hash."""
    last = ChainHead.objects.first()
    if last is None:
        return 0, ""
    if not FundVersion.objects.filter(sequence=last.count, entry_hash=last.entry_hash).exists():
        raise BrokenLedgerError(f"The head over {last.count:,} entries isn't one of this ledger.")
    return last.count, last.entry_hash


def _peaks(count: int) -> list[bytes]:
    wanted = merkle.positions(0, count)
    stored = dict(ChainNode.objects.filter(position__in=wanted).values_list("position", "hash"))
    if missing := sorted(set(wanted) - set(stored)):
        raise BrokenLedgerError(f"Node {missing[0]} of the tree over the ledger is missing.")
    return [bytes(stored[position]) for position in wanted]


def _entries_after(count: int) -> list[str]:
    rows = FundVersion.objects.filter(sequence__gt=count).order_by("sequence")
    return list(rows.values_list("entry_hash", flat=True)[:BATCH])
