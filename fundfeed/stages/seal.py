"""Stage 8, at its end: the tree over the ledger grows by the new entries, and its head is kept."""

from datetime import datetime

from .. import merkle
from ..models import ChainHead, ChainNode, FundVersion
from ..models.bulk import add

BATCH = 10_000


def head(*, at: datetime) -> None:
    """Seal every entry that isn't sealed yet; the caller is the only one who writes to the ledger."""
    last = ChainHead.objects.first()
    count, entry_hash = (last.count, last.entry_hash) if last else (0, "")
    sealed, peaks = count, _peaks(count)
    while fresh := _entries_after(count):
        add(ChainNode, ("position", "hash"), merkle.grown(count, peaks, map(bytes.fromhex, fresh)))
        count, entry_hash = count + len(fresh), fresh[-1]
    if count > sealed:
        root = merkle.root(peaks).hex()
        ChainHead.objects.create(count=count, entry_hash=entry_hash, root=root, sealed_at=at)


def _peaks(count: int) -> list[bytes]:
    wanted = merkle.positions(0, count)
    stored = dict(ChainNode.objects.filter(position__in=wanted).values_list("position", "hash"))
    return [bytes(stored[position]) for position in wanted]


def _entries_after(count: int) -> list[str]:
    rows = FundVersion.objects.filter(sequence__gt=count).order_by("sequence")
    return list(rows.values_list("entry_hash", flat=True)[:BATCH])
