"""The register: one row for each change, whichever way it took."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import models

from cms.cases.models import Case

from .request import ChangeRequest
from .standard import StandardChange

APPROVED_WITHIN: Final = timedelta(hours=24)
"""How long an emergency may go on without approval."""


class Change(models.Model):
    """One change with its number: asked for, or from the catalogue; when it was planned, and what came of it."""

    class Category(models.TextChoices):
        STANDARD = "standard", "standard"
        NORMAL = "normal", "normal"
        EMERGENCY = "emergency", "emergency"

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="change")
    category = models.CharField(max_length=9, choices=Category.choices)
    request = models.OneToOneField(ChangeRequest, on_delete=models.PROTECT, null=True, related_name="change")
    standard = models.ForeignKey(StandardChange, on_delete=models.PROTECT, null=True, related_name="changes")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approve_by = models.DateTimeField(null=True, help_text="Of an emergency: until when it must be approved")
    reminded_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    impact = models.TextField(blank=True)

    class Meta:
        ordering = ("-case__opened_at", "-pk")
        default_permissions = ("add", "change", "view")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(request__isnull=False) ^ models.Q(standard__isnull=False),
                name="change_was_asked_for_or_is_standard",
            ),
        ]

    def __str__(self) -> str:
        return str(self.case)

    @property
    def plan(self) -> ChangeRequest | StandardChange:
        """What it says beforehand: as it was approved, or as it waits."""
        found = self.request or self.standard
        if found is None:
            raise ValueError("the database refuses a change without a plan")
        waiting = None if found.live else found.get_latest_revision_as_object()
        return waiting if isinstance(waiting, ChangeRequest) else found

    def is_late(self, at: datetime) -> bool:
        """Whether it is an emergency that should have been approved by then."""
        return self.approve_by is not None and self.approved_at is None and self.approve_by <= at
