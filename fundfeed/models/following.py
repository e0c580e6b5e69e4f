"""What followers of the public record read: each entry of the ledger, and files of the whole record."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from ..records.bulk import BulkKind
from .fund import Fund


class PublicChange(models.Model):
    """What one entry of the ledger changed, beside the version before it; written in the transaction that publishes.

    `mark` is the beginning of the entry's hash, by which a token is known to be of this ledger.
    A trigger in the database refuses every update, deletion and truncation.
    """

    sequence = models.BigIntegerField(primary_key=True)
    fund = models.ForeignKey(
        Fund, on_delete=models.PROTECT, related_name="public_changes", db_index=False, db_constraint=False
    )
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
            GinIndex(fields=("kinds",), name="public_change_by_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.fund_id} {', '.join(self.kinds)}"


class BulkSet(models.Model):
    """Files of the whole public record as it was at one moment; `sequence` and `mark` are the place of `/changes/`."""

    name = models.CharField(max_length=20, unique=True)
    taken_at = models.DateTimeField()
    sequence = models.BigIntegerField()
    mark = models.CharField(max_length=16, blank=True)
    runs = models.PositiveBigIntegerField(help_text="How many runs had changed the public record until then")

    class Meta:
        ordering = ("-taken_at", "-pk")
        get_latest_by = ("taken_at", "pk")

    def __str__(self) -> str:
        return self.name


class BulkFile(models.Model):
    """One file of a set, stored under its digest."""

    bulk_set = models.ForeignKey(BulkSet, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in BulkKind])
    name = models.CharField(max_length=60, unique=True)
    follows = models.CharField(max_length=20, blank=True, help_text="Of a delta: the set whose full file it continues")
    rows = models.PositiveBigIntegerField()
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)

    class Meta:
        ordering = ("bulk_set", "pk")
        constraints = [models.UniqueConstraint(fields=("bulk_set", "kind"), name="one_bulk_file_of_a_kind")]

    def __str__(self) -> str:
        return self.name
