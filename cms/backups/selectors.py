"""Which backup and which drill were the last."""

from statistics import median

from .models import BackupRun, RestoreDrill

REMEMBERED, FEWEST = 10, 3


def latest_backup() -> BackupRun | None:
    """The last backup that was made whole."""
    return BackupRun.objects.filter(faults=[]).first()


def usual_size(*, before: BackupRun) -> float | None:
    """The median size of the database's dump in the backups before this one; None when they are too few to say."""
    sizes = BackupRun.objects.filter(faults=[], database__gt=0, at__lt=before.at).values_list("database", flat=True)
    known = list(sizes[:REMEMBERED])
    return median(known) if len(known) >= FEWEST else None


def latest_attempt() -> BackupRun | None:
    """The last backup, whether it was made or not."""
    return BackupRun.objects.first()


def latest_drill() -> RestoreDrill | None:
    """The last drill that restored a backup, or tried to."""
    return RestoreDrill.objects.filter(is_restored=True, is_exercise=False).first()


def latest_exercise() -> RestoreDrill | None:
    """The last recovery that somebody practised by the manual."""
    return RestoreDrill.objects.filter(is_exercise=True).first()
