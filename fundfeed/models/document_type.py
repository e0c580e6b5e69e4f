"""The types of documents, as two people set them."""

from django.db import models
from django.db.models import Q


class DocumentType(models.Model):
    """One type (section 7 of the feed contract); retired when it is over, never removed: documents bear its code."""

    code = models.CharField(max_length=10, unique=True)
    name_en = models.CharField("name in English", max_length=100)
    name_zh_hant = models.CharField("name in Chinese (traditional)", max_length=100)
    position = models.PositiveSmallIntegerField(help_text="Where it stands among a fund's documents: small ones first")
    is_expected = models.BooleanField("expected", default=False, help_text="Whether each fund should have one")
    expected_every_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="After how many days a newer one is expected; empty: when something changes"
    )
    is_retired = models.BooleanField("retired", default=False, help_text="No new documents of it")

    class Meta:
        ordering = ("position", "code")
        verbose_name = "document type"
        constraints = [
            models.CheckConstraint(
                condition=Q(is_expected=True) | Q(expected_every_days=None), name="type_rhythm_of_what_is_expected"
            ),
            models.CheckConstraint(
                condition=Q(expected_every_days=None) | Q(expected_every_days__gte=1), name="type_rhythm_is_a_rhythm"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name_en} ({self.code})"
