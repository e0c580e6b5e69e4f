"""Which backup and which drill were the last."""

from .models import BackupRun, RestoreDrill


def latest_backup() -> BackupRun | None:
    """The last backup that was made whole."""
    return BackupRun.objects.filter(faults=[]).first()


def latest_attempt() -> BackupRun | None:
    """The last backup, whether it was made or not."""
    return BackupRun.objects.first()


def latest_drill() -> RestoreDrill | None:
    """The last drill that restored a backup, or tried to."""
    return RestoreDrill.objects.filter(is_restored=True).first()
