"""Recomputing the ledger from its first entry on: chain, tree, heads, and what followers were told."""

import hashlib
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC
from itertools import islice

from django.db import connection
from msgspec import Struct

from .. import merkle
from ..models import ChainHead, ChainNode, FundVersion, PublicChange
from ..selectors.bulk import snapshot

BATCH = 2000
MOST_FAULTS = 50
GENESIS = "0" * 64


class LedgerReport(Struct, frozen=True):
    """How many entries and heads there are, and what is wrong, the first fault first."""

    entries: int
    heads: int
    faults: list[str]


class _Walk:
    """The ledger as far as it was walked: its chain, its tree, and the heads still to come."""

    def __init__(self) -> None:
        self.count, self.previous = 0, GENESIS
        self.peaks: list[bytes] = []
        self.heads = {head.count: head for head in ChainHead.objects.all()}

    def faults(self, entries: list[FundVersion]) -> Iterator[str]:
        nodes: dict[int, bytes] = {}
        for entry in entries:
            yield from self._of_entry(entry)
            nodes |= merkle.grown(self.count, self.peaks, [bytes.fromhex(entry.entry_hash)])
            self.count, self.previous = self.count + 1, entry.entry_hash
            yield from self._of_head()
        yield from _of_nodes(nodes)
        yield from _of_changes(entries)

    def _of_entry(self, entry: FundVersion) -> Iterator[str]:
        if (entry.sequence, entry.previous_hash) != (self.count + 1, self.previous):
            yield f"Entry {entry.sequence} isn't chained to entry {self.count}."
        if hashlib.sha256(entry.body).hexdigest() != entry.body_sha256:
            yield f"The body of entry {entry.sequence} isn't the one that was published."
        if entry.entry_hash != _hash(entry):
            yield f"Entry {entry.sequence} was changed: its hash isn't that of its content."

    def _of_head(self) -> Iterator[str]:
        head = self.heads.pop(self.count, None)
        if head and (head.entry_hash, head.root) != (self.previous, merkle.root(self.peaks).hex()):
            yield f"The head over {head.count} entries isn't theirs."

    def faults_beyond(self) -> Iterator[str]:
        """What is left when the ledger has ended."""
        yield from (f"There is a head over {count} entries; the ledger ends at {self.count}." for count in self.heads)
        told = PublicChange.objects.filter(sequence__gt=self.count).order_by("sequence")
        for sequence in told.values_list("sequence", flat=True)[:MOST_FAULTS]:
            yield f"Followers were told of entry {sequence}; the ledger ends at {self.count}."
        nodes, wanted = ChainNode.objects.count(), 2 * self.count - self.count.bit_count()
        if nodes != wanted:
            yield f"The tree has {nodes:,} nodes, and {self.count:,} entries have {wanted:,}."


def verify_ledger() -> LedgerReport:
    """Compute everything anew and compare it with what is stored, all of it as it is at one moment."""
    with nullcontext() if connection.in_atomic_block else snapshot():
        heads, walk = ChainHead.objects.count(), _Walk()
        faults = list(islice(_faults(walk), MOST_FAULTS))
    return LedgerReport(entries=walk.count, heads=heads, faults=faults)


def _faults(walk: _Walk) -> Iterator[str]:
    for entries in _entries():
        yield from walk.faults(entries)
    yield from walk.faults_beyond()


def _entries() -> Iterator[list[FundVersion]]:
    rows = FundVersion.objects.order_by("sequence").select_related("delivery")
    batch = list(rows[:BATCH])
    while batch:
        yield batch
        batch = list(rows.filter(sequence__gt=batch[-1].sequence)[:BATCH])


def _hash(entry: FundVersion) -> str:
    fields = (
        *(entry.previous_hash, entry.sequence, entry.fund_id, entry.version),
        *(entry.valid_from.astimezone(UTC).isoformat(), entry.body_sha256),
        *(entry.delivery.content_digest, entry.file, entry.pointer),
    )
    return hashlib.sha256("|".join(map(str, fields)).encode()).hexdigest()


def _of_nodes(computed: dict[int, bytes]) -> Iterator[str]:
    stored = dict(ChainNode.objects.filter(position__in=computed).values_list("position", "hash"))
    for position in sorted(computed):
        if bytes(stored.get(position, b"")) != computed[position]:
            yield f"Node {position} of the tree is {'altered' if position in stored else 'missing'}."


def _of_changes(entries: list[FundVersion]) -> Iterator[str]:
    rows = PublicChange.objects.filter(sequence__in=[entry.sequence for entry in entries])
    told = {row[0]: row[1:] for row in rows.values_list("sequence", "fund", "at", "mark")}
    for entry in entries:
        if told.get(entry.sequence) != (entry.fund_id, entry.valid_from, entry.entry_hash[:16]):
            what = "altered" if entry.sequence in told else "missing"
            yield f"What followers are told of entry {entry.sequence} is {what}."
