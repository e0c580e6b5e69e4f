"""A backup or a drill that failed is an incident, written in the transaction that keeps its row."""

from typing import Any

from django.utils import timezone

from cms.backups.models import BackupRun, RestoreDrill

from .models import Incident
from .noticing import Fault, notice


def open_for(*, row: BackupRun | RestoreDrill, **_: Any) -> None:
    """Receiver of `recovery_failed`."""
    is_backup = isinstance(row, BackupRun)
    what = "Backup" if is_backup else "Restore drill"
    fault = Fault(
        key=f"recovery {what.lower()}",
        sign=f"{row._meta.model_name}-{row.pk}",
        source=Incident.Source.RECOVERY,
        title=f"{what} failed",
        priority="P2" if is_backup else "P3",
        symptoms="\n".join(str(fault) for fault in row.faults[:20]),
        affected="Backup and recovery",
    )
    notice(fault, at=timezone.now())
