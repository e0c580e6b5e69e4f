"""The ledger as an auditor reads it, who knows its promise and nothing of its code."""

from datetime import UTC
from hashlib import sha256

from fundfeed.models import FundVersion

GENESIS = "0" * 64


def verified_entries() -> int:
    """How many entries the ledger has; each must be numbered after the one before and chained to it."""
    previous, count = GENESIS, 0
    for version in FundVersion.objects.select_related("delivery").order_by("sequence"):
        count += 1
        assert (version.sequence, version.previous_hash) == (count, previous)
        assert version.entry_hash == entry_hash(previous, version)
        previous = version.entry_hash
    return count


def entry_hash(previous: str, version: FundVersion) -> str:
    """What an entry's hash must be."""
    stated = (
        previous,
        version.sequence,
        version.fund_id,
        version.version,
        version.valid_from.astimezone(UTC).isoformat(),
        sha256(version.body).hexdigest(),
        version.delivery.content_digest,
        version.file,
        version.pointer,
    )
    return sha256("|".join(map(str, stated)).encode()).hexdigest()
