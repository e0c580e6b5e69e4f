"""The download log. No address, no program and no time of day is kept: nobody can be told apart in it."""

from django.db import models


class DocumentDownload(models.Model):
    """How often one file was downloaded on one day, by programs that call themselves robots or by all others."""

    sha256 = models.CharField("SHA-256", max_length=64)
    day = models.DateField()
    is_by_robots = models.BooleanField()
    count = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = "download count"
        constraints = [
            models.UniqueConstraint(fields=("sha256", "day", "is_by_robots"), name="downloads_of_a_day_once"),
        ]
        indexes = [models.Index(fields=("day",), name="downloads_by_day")]

    def __str__(self) -> str:
        return f"{self.sha256[:12]} on {self.day}: {self.count}"


class AddedBatch(models.Model):
    """Counts that were taken over, by the name of their batch: they are never added twice."""

    name = models.CharField(max_length=100, primary_key=True)
    added_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.name
