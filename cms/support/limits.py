"""How much one address on the net, or one address of mail, may ask: counted for an hour, and kept nowhere else."""

from hashlib import sha256
from typing import Final

import structlog
from django.conf import settings
from django.core.cache import cache

HOUR: Final = 3600
FROM_ONE_NETWORK: Final = 10
FOR_ONE_ADDRESS: Final = 3
log = structlog.get_logger(__name__)


def is_too_much(*, network: str, email: str = "") -> bool:
    """Count one more of this network and this address; True when it is one too many. Without Redis nobody counts."""
    limits = {f"network {network}": FROM_ONE_NETWORK} | ({f"mail {email.lower()}": FOR_ONE_ADDRESS} if email else {})
    try:
        counts = {name: _count(name) for name in limits}
        return any(counts[name] > most for name, most in limits.items())
    except Exception as error:  # of whatever keeps the cache: a form must not need it
        log.warning("support.unlimited", error=type(error).__name__)
        return False


def _count(name: str) -> int:
    """How often it was counted within the hour; the name is kept as a digest, and only that long."""
    key = "support:" + sha256(f"{settings.SECRET_KEY}{name}".encode()).hexdigest()
    return 1 if cache.add(key, 1, HOUR) else int(cache.incr(key))
