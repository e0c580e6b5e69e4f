"""What followers of the public record read: one row for each entry of the ledger, ready to send."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from .fund import Fund


class PublicChange(models.Model):
    """What one entry of the ledger changed, beside the version before it; written in the transaction that publishes.

    `mark` is the beginning of the entry's hash, by which a token is known to be of this ledger.
    A trigger in the database refuses every update, deletion and truncation.
    """

    sequence = models.BigIntegerField(primary_key=True)
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="public_changes", db_index=False)
    fund_group = models.CharField(max_length=300)
    kinds = ArrayField(models.CharField(max_length=20))
    at = models.DateTimeField()
    mark = models.CharField(max_length=16)
    body = models.BinaryField()

    class Meta:
        ordering = ("sequence",)
        indexes = [
            models.Index(fields=("at", "sequence"), name="public_change_by_time"),
            models.Index(fields=("fund", "sequence"), name="public_change_by_fund"),
            models.Index(fields=("fund_group", "sequence"), name="public_change_by_house"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.fund_id} {', '.join(self.kinds)}"
