"""What editors say about a fund beside the provider's record."""

from django.db import models
from django.db.models import F, Q

from .fund import Fund


class EditorialSummary(models.Model):
    """A few sentences on a fund, as HTML by language, which two people published."""

    fund = models.OneToOneField(Fund, on_delete=models.PROTECT, primary_key=True, related_name="editorial_summary")
    summary = models.JSONField(help_text="Limited HTML by language")
    by = models.CharField("proposed by", max_length=150)
    approved_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "editorial summaries"
        constraints = [
            models.CheckConstraint(
                condition=~Q(by="") & ~Q(approved_by="") & ~Q(by=F("approved_by")), name="summary_by_two_people"
            ),
        ]

    def __str__(self) -> str:
        return f"Summary of {self.fund_id}"
