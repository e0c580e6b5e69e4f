"""That retention ran, and what it removed."""

from django.db import models


class RetentionRun(models.Model):
    """One run for one entry of the register; never changed."""

    entry = models.CharField(max_length=40)
    at = models.DateTimeField()
    removed = models.PositiveBigIntegerField()
    trouble = models.CharField(max_length=500, blank=True, help_text="Empty: it went well")

    class Meta:
        ordering = ("-pk",)
        default_permissions = ("view",)
        indexes = [models.Index(fields=("entry", "-at"), name="retention_of_entry")]

    def __str__(self) -> str:
        return f"{self.entry} at {self.at:%Y-%m-%d %H:%M}: {self.trouble or self.removed}"


def last_runs() -> dict[str, RetentionRun]:
    """The last run for each entry."""
    latest = RetentionRun.objects.order_by("entry", "-at", "-pk").distinct("entry")
    return {run.entry: run for run in latest}
