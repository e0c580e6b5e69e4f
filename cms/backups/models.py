"""One row for each backup and for each drill, written when it has ended and never changed."""

from django.db import models


class Ended(models.Model):
    """When it began, how long it took, of which backup it was, and what was wrong; nothing when it went well."""

    at = models.DateTimeField()
    name = models.CharField(max_length=40)
    seconds = models.FloatField()
    faults = models.JSONField(default=list, blank=True)

    class Meta:
        abstract = True
        ordering = ("-at",)
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.name}: {len(self.faults)} faults"

    @property
    def what(self) -> str:
        """What kind of thing it was, as people call it."""
        return "backup"

    @property
    def failed(self) -> str:
        """That it failed, for a headline."""
        return f"A {self.what} failed"

    @property
    def is_well(self) -> bool:
        """Whether nothing was wrong."""
        return not self.faults


class BackupRun(Ended):
    """One backup: what it holds, how much of that was new, and how large the database's dump in it is.

    `locked` names backups that are older than they are kept, and that the store didn't let us remove.
    """

    size = models.BigIntegerField(default=0)
    added = models.BigIntegerField(default=0)
    files = models.PositiveIntegerField(default=0)
    database = models.BigIntegerField(default=0, db_default=0)
    locked = models.JSONField(default=list, db_default=[], blank=True)
    manifest_sha256 = models.CharField(max_length=64, blank=True)


class RestoreDrill(Ended):
    """One look at a backup; `is_restored` when it was restored beside the live installation and compared.

    `age_seconds` is what would have been lost, `seconds` how long it took to have everything back. `is_exercise` when
    `by` did it by hand, by the manual, on another machine.
    """

    is_restored = models.BooleanField()
    age_seconds = models.FloatField(null=True)
    is_exercise = models.BooleanField(default=False, db_default=False)
    by = models.CharField(max_length=150, blank=True, default="", db_default="")

    @property
    def what(self) -> str:
        """A drill by the schedule, or an exercise by people."""
        return "exercise of recovery" if self.is_exercise else "restore drill"

    @property
    def failed(self) -> str:
        """That it failed; what people practised went badly."""
        return "An exercise of recovery went badly" if self.is_exercise else super().failed
