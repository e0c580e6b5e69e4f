"""Verifies the audit trail and seals its head."""

import msgspec
import structlog
from django.utils import timezone

from .models import AuditSeal
from .seals import keep_seal
from .verification import verify

log = structlog.get_logger(__name__)


def seal() -> AuditSeal:
    """Verify, then keep the head with what was found; a broken chain is sealed too, and told loudly."""
    found = verify()
    if not found.is_sound:
        log.error("audit.broken", faults=[fault.what for fault in found.faults])
    return keep_seal(
        sequence=found.last,
        digest=found.head,
        count=found.events,
        faults=[msgspec.to_builtins(fault) for fault in found.faults],
        now=timezone.now(),
    )
