"""Documents as the provider stated them, the files behind them, and what they are about."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from .delivery import Delivery
from .provider import Provider


class DocumentFile(models.Model):
    """A received document under the provider's name for it; the same bytes under two names are archived once."""

    file_name = models.CharField("provider's file name", max_length=140, primary_key=True)
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    pages = models.PositiveIntegerField(default=0)
    refusal = models.CharField(max_length=500, blank=True, help_text="Why the file may not be shown; empty when it may")
    received_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True, blank=True, help_text="When its bytes were hashed last")
    fault = models.CharField(
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text="What is wrong with the bytes, if anything",
    )
    is_published = models.BooleanField(default=False, help_text="Once public, its permalink works for good")

    class Meta:
        ordering = ("-received_at",)

    def __str__(self) -> str:
        return self.file_name


class FundDocument(models.Model):
    """One version of a document. Archived, never deleted: its permalink keeps working."""

    class State(models.TextChoices):
        PUBLIC = "public", "public"
        PENDING = "pending", "file not received yet"
        HELD = "held", "file held"
        SCHEDULED = "scheduled", "valid later"
        WITHDRAWN = "withdrawn", "withdrawn by the provider"
        ARCHIVED = "archived", "no longer listed by the provider"
        EXPIRED = "expired", "past its expiration date"

    document_id = models.CharField("document ID", max_length=100, primary_key=True)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="documents")
    document_type = models.CharField("type", max_length=10)
    title = models.CharField(max_length=4000)
    languages = ArrayField(models.CharField(max_length=35))
    file_name = models.CharField(max_length=140, db_index=True)
    awaited_file_name = models.CharField(
        max_length=140, blank=True, help_text="Named by the provider's newest record and not here yet"
    )
    file = models.ForeignKey(DocumentFile, on_delete=models.PROTECT, null=True, blank=True, related_name="documents")
    document_date = models.DateField()
    publication_date = models.DateField()
    valid_from = models.DateField(null=True, blank=True)
    expiration_date = models.DateField(null=True, blank=True, help_text="Its last day among the current documents")
    state = models.CharField(max_length=10, choices=State.choices)
    record = models.JSONField()
    record_sha256 = models.CharField(max_length=64)
    source_sha256 = models.CharField(max_length=64)
    pointer = models.CharField(max_length=500)
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="documents")
    is_upload = models.BooleanField(
        "uploaded by hand",
        default=False,
        db_default=False,
        help_text="Two people published it; the feed leaves it alone",
    )

    class Meta:
        ordering = ("-publication_date", "document_id")
        verbose_name = "document"
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="public") | Q(file__isnull=False), name="public_document_has_its_file"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.document_id})"


class DocumentTarget(models.Model):
    """What a document is about: a company, an umbrella, a fund or a share class."""

    document = models.ForeignKey(FundDocument, on_delete=models.CASCADE, related_name="targets")
    level = models.CharField(max_length=10)
    target_id = models.CharField(max_length=200)

    class Meta:
        ordering = ("document", "level", "target_id")
        constraints = [
            models.UniqueConstraint(fields=("document", "level", "target_id"), name="target_once_per_document"),
        ]
        indexes = [models.Index(fields=("level", "target_id"), name="documents_of_target")]

    def __str__(self) -> str:
        return f"{self.level} {self.target_id}"
