"""What visitors accepted: each by a receipt for two years, then as a number for each wording and day."""

from uuid import uuid4

from django.db import models

from .legal import LegalNotice


class LegalAcceptance(models.Model):
    """That a visitor accepted a version: nothing about him but the receipt that he holds. Append-only."""

    receipt = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    notice = models.ForeignKey(LegalNotice, on_delete=models.PROTECT, related_name="acceptances")
    text_sha256 = models.CharField(max_length=64)
    accepted_at = models.DateTimeField()

    class Meta:
        verbose_name = "legal acceptance"
        indexes = [models.Index(fields=("accepted_at", "notice"), name="acceptances_by_time")]

    def __str__(self) -> str:
        return f"{self.receipt}: {self.text_sha256[:12]}"


class LegalAcceptanceCount(models.Model):
    """How often a wording was accepted on a day long ago; a function of the database writes it, and nobody else may."""

    notice = models.ForeignKey(LegalNotice, on_delete=models.PROTECT, related_name="+")
    text_sha256 = models.CharField(max_length=64)
    day = models.DateField()
    acceptances = models.PositiveBigIntegerField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("notice", "text_sha256", "day"), name="counted_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day}: {self.text_sha256[:12]}"


class Accepted(models.Model):
    """Both together, for reports: a view of the database."""

    id = models.TextField(primary_key=True)
    receipt = models.UUIDField(null=True)
    notice = models.ForeignKey(LegalNotice, on_delete=models.DO_NOTHING, related_name="+")
    text_sha256 = models.CharField(max_length=64)
    accepted_at = models.DateTimeField(help_text="Of a number: the first one")
    last_at = models.DateTimeField()
    times = models.PositiveBigIntegerField()

    class Meta:
        managed = False
        db_table = "content_accepted"

    def __str__(self) -> str:
        return self.id
