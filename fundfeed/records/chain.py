"""What proves that a version stands in the ledger, and that the ledger only grew."""

from datetime import datetime

from .feed import Record


class SealedHead(Record, frozen=True, kw_only=True):
    """The state of the ledger after a publication.

    `count` entries stand in it; `sequence` and `hash` are those of the last one. `root` is the Merkle tree hash
    (RFC 9162, section 2.1) over the hashes of all entries, as 32 bytes each. Keep a head to check the ledger by later.
    """

    sequence: int
    hash: str
    count: int
    root: str
    sealed_at: datetime


class ChainEntry(Record, frozen=True, kw_only=True):
    """One entry of the ledger.

    `hash` is SHA-256 over `previousHash|sequence|fundId|version|publishedAt|sha256|deliverySha256|file|pointer`.
    """

    previous_hash: str
    sequence: int
    fund_id: str
    version: int
    published_at: str
    sha256: str
    delivery_sha256: str
    file: str
    pointer: str
    hash: str


class Proof(Record, frozen=True, kw_only=True):
    """One entry, a head, and the hashes that lead from the one to the other (audit path of RFC 9162)."""

    entry: ChainEntry
    audit_path: tuple[str, ...]
    head: SealedHead


class Consistency(Record, frozen=True, kw_only=True):
    """Two heads, and the hashes that show that the later ledger begins with the earlier one (RFC 9162)."""

    earlier: SealedHead
    later: SealedHead
    path: tuple[str, ...]
