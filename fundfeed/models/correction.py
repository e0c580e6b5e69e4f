"""Approved corrections of single fields."""

from django.db import models
from django.db.models import F, Q

from .delivery import Delivery
from .fund import Fund


class Correction(models.Model):
    """A value that two people put in the place of the provider's, until the provider changes that field."""

    class State(models.TextChoices):
        STANDS = "stands"
        AGREED = "agreed", "the provider agrees now"
        SUPERSEDED = "superseded", "the provider changed the field"
        EXPIRED = "expired"
        WITHDRAWN = "withdrawn"

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="corrections")
    pointer = models.CharField("JSON pointer", max_length=300)
    provider_value = models.JSONField(null=True, blank=True)
    corrected_value = models.JSONField(null=True, blank=True)
    reason = models.TextField()
    by = models.CharField("proposed by", max_length=150)
    approved_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    expires_on = models.DateField(null=True, blank=True, help_text="The last day on which it stands")
    state = models.CharField(max_length=10, choices=State.choices, default=State.STANDS)
    retired_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField("withdrawal proposed by", max_length=150, blank=True, default="", db_default="")
    withdrawal_approved_by = models.CharField(max_length=150, blank=True, default="", db_default="")
    withdrawal_reason = models.TextField(blank=True, default="", db_default="")
    retired_by = models.ForeignKey(Delivery, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("-made_at",)
        constraints = [
            models.CheckConstraint(
                condition=~Q(by="") & ~Q(approved_by="") & ~Q(by=F("approved_by")), name="correction_by_two_people"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="correction_has_a_reason"),
            models.UniqueConstraint(
                fields=("fund", "pointer"), condition=Q(state="stands"), name="one_correction_a_field"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fund_id}{self.pointer}: {self.corrected_value} instead of {self.provider_value}"
