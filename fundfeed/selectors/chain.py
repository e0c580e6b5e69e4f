"""The ledger's heads, and the proofs that lead to them."""

from collections.abc import Iterable
from datetime import UTC

from .. import merkle
from ..models import ChainHead, ChainNode, FundVersion
from ..records.chain import ChainEntry, Consistency, Proof, SealedHead


def head(count: int | None = None) -> SealedHead | None:
    """The latest head, or the one over `count` entries; None when there is no such."""
    rows = ChainHead.objects.all() if count is None else ChainHead.objects.filter(count=count)
    found = rows.first()
    return _sealed(found) if found else None


def entry(fund_id: str, version: int) -> ChainEntry | None:
    """One entry of the ledger as it is hashed; None when there is no such version."""
    found = FundVersion.objects.filter(fund=fund_id, version=version).select_related("delivery").defer("body").first()
    return _chained(found) if found else None


def proof(proved: ChainEntry, sealed: SealedHead) -> Proof:
    """That the entry is one of those under the head; it must be."""
    ranges = merkle.audit_path(proved.sequence - 1, 0, sealed.count)
    return Proof(entry=proved, audit_path=_hashes(ranges), head=sealed)


def consistency(earlier: SealedHead, later: SealedHead) -> Consistency:
    """That the entries under the earlier head are the first ones under the later head."""
    ranges = merkle.consistency(earlier.count, 0, later.count)
    return Consistency(earlier=earlier, later=later, path=_hashes(ranges))


def _hashes(ranges: Iterable[merkle.Range]) -> tuple[str, ...]:
    """The hash of each range, in one query."""
    ranges = tuple(ranges)
    wanted = [position for covered in ranges for position in merkle.positions(*covered)]
    stored = dict(ChainNode.objects.filter(position__in=wanted).values_list("position", "hash"))
    return tuple(merkle.range_hash(covered, lambda position: bytes(stored[position])).hex() for covered in ranges)


def _sealed(row: ChainHead) -> SealedHead:
    return SealedHead(sequence=row.count, hash=row.entry_hash, count=row.count, root=row.root, sealed_at=row.sealed_at)


def _chained(row: FundVersion) -> ChainEntry:
    return ChainEntry(
        previous_hash=row.previous_hash,
        sequence=row.sequence,
        fund_id=row.fund_id,
        version=row.version,
        published_at=row.valid_from.astimezone(UTC).isoformat(),
        sha256=row.body_sha256,
        delivery_sha256=row.delivery.content_digest,
        file=row.file,
        pointer=row.pointer,
        hash=row.entry_hash,
    )
