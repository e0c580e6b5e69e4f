"""Verifies the audit trail and seals its head."""

import msgspec
from django.utils import timezone

from cms.accounts.telling import administrators
from cms.logs import security
from fundfeed.services import post_message

from .models import AuditSeal
from .seals import keep_seal
from .verification import Verification, verify


def seal() -> AuditSeal:
    """Verify, then keep the head with what was found; a broken chain is sealed too, and mailed to administrators."""
    found = verify()
    if not found.is_sound:
        security.tell("audit.broken", faults=[fault.what for fault in found.faults])
        _tell(found)
    else:
        security.tell("audit.verified", events=found.events)
    return keep_seal(
        sequence=found.last,
        digest=found.head,
        count=found.events,
        faults=[msgspec.to_builtins(fault) for fault in found.faults],
        now=timezone.now(),
    )


def _tell(found: Verification) -> None:
    post_message(
        recipients=sorted(administrators()),
        subject="The audit trail is broken",
        text="\n".join(
            [
                "Somebody changed what can't be changed:",
                *(f"- {fault.what}" for fault in found.faults),
                "",
                "Change nothing, keep a copy of the database and of the archive's folder “audit”, call the auditor.",
            ]
        ),
        thread="audit",
    )
