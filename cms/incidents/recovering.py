"""A backup or a drill that failed is an incident, written in the transaction that keeps its row."""

from typing import Any, Final

from django.utils import timezone

from cms.backups.models import BackupRun, RestoreDrill

from .models import Incident
from .noticing import Fault, notice

KINDS: Final = {
    "backup": ("Backup failed", "P2"),
    "restore drill": ("Restore drill failed", "P3"),
    "exercise of recovery": ("Exercise of recovery went badly", "P3"),
}
"""The title and the priority of each."""


def open_for(*, row: BackupRun | RestoreDrill, **_: Any) -> None:
    """Receiver of `recovery_failed`."""
    title, priority = KINDS[row.what]
    fault = Fault(
        key=f"recovery {row.what}",
        sign=f"{row._meta.model_name}-{row.pk}",
        source=Incident.Source.RECOVERY,
        title=title,
        priority=priority,
        symptoms="\n".join(str(fault) for fault in row.faults[:20]),
        affected="Backup and recovery",
    )
    notice(fault, at=timezone.now())
