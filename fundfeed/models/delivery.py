"""What was received: sets of files, archived byte for byte under our own SHA-256."""

from datetime import UTC

from django.db import models

from .provider import Provider


class Delivery(models.Model):
    """One set of received files; the same bytes are the same delivery, however often they are fetched."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="deliveries")
    content_digest = models.CharField(max_length=64, help_text="SHA-256 over names and digests of all files")
    data_digest = models.CharField(max_length=64, help_text="The same without the .check files")
    delivery_id = models.CharField("delivery", max_length=100, blank=True)
    content_date = models.DateField(null=True, blank=True)
    generated_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)
    rolled_back_at = models.DateTimeField(null=True, blank=True)
    uploaded_by = models.CharField(
        max_length=150, blank=True, default="", db_default="", help_text="Who brought it by hand, instead of the feed"
    )
    reading = models.CharField(
        max_length=64, blank=True, default="", db_default="", help_text="How it was read when it was applied last"
    )

    class Meta:
        ordering = ("-received_at",)
        verbose_name_plural = "deliveries"
        constraints = [models.UniqueConstraint(fields=("provider", "content_digest"), name="delivery_is_its_bytes")]
        indexes = [
            models.Index(fields=("provider", "-applied_at"), name="delivery_last_applied"),
            models.Index(fields=("-received_at",), name="delivery_by_receipt"),
        ]

    def __str__(self) -> str:
        return self.delivery_id or f"received {self.received_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


class DeliveryFile(models.Model):
    """One file of a delivery: our digest beside the provider's."""

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField("SHA-256", max_length=64)
    stated_algorithm = models.CharField("provider's algorithm", max_length=10, blank=True)
    stated_digest = models.CharField("provider's digest", max_length=128, blank=True)

    class Meta:
        ordering = ("name",)
        constraints = [models.UniqueConstraint(fields=("delivery", "name"), name="file_once_per_delivery")]

    def __str__(self) -> str:
        return self.name
