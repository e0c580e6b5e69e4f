"""What must hold after every fault: the public answers, and the chain of the ledger."""

from datetime import UTC
from hashlib import sha256

from fundfeed.models import FundVersion

GENESIS = "0" * 64


def verified_entries() -> int:
    """How many entries the ledger has; each must be chained to the one before, as an auditor computes it."""
    previous, count = GENESIS, 0
    for version in FundVersion.objects.select_related("delivery").order_by("sequence"):
        count += 1
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
        assert (version.sequence, version.previous_hash) == (count, previous)
        assert version.entry_hash == sha256("|".join(map(str, stated)).encode()).hexdigest()
        previous = version.entry_hash
    return count
