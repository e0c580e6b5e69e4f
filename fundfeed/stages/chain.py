"""The rows of the ledger: each new version is chained to the entry before it."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from ..models import Delivery
from ..records.public import Publication
from .publishable import Publishable

GENESIS = "0" * 64
VERSION_FIELDS = (
    "sequence", "fund", "version", "valid_from", "body", "body_sha256", "delivery", "file", "pointer", "previous_hash",
    "entry_hash",
)  # fmt: skip


class Head(Struct):
    """The end of the chain while it grows."""

    sequence: int = 0
    entry_hash: str = GENESIS


def entry_hash(previous: str, sequence: int, fund_id: str, delivery_digest: str, publication: Publication) -> str:
    """The hash that chains one ledger entry, its body and its source to the entry before."""
    fields = (
        previous,
        str(sequence),
        fund_id,
        str(publication.version),
        publication.published_at.isoformat(),
        publication.sha256,
        delivery_digest,
        publication.file,
        publication.pointer,
    )
    return hashlib.sha256("|".join(fields).encode()).hexdigest()


def rows(funds: Iterable[Publishable], delivery: Delivery, head: Head) -> Iterator[tuple[Any, ...]]:
    """The values of `VERSION_FIELDS` of each fund that has a new version; `head` moves on with them."""
    for entry in funds:
        if entry.ledger_body is None:
            continue
        publication, fund_id = entry.publication, entry.profile.fund_id
        previous, sequence = head.entry_hash, head.sequence + 1
        chained = entry_hash(previous, sequence, fund_id, delivery.content_digest, publication)
        head.sequence, head.entry_hash = sequence, chained
        yield (
            sequence,
            fund_id,
            publication.version,
            publication.published_at,
            entry.ledger_body,
            publication.sha256,
            delivery.pk,
            publication.file,
            publication.pointer,
            previous,
            chained,
        )
