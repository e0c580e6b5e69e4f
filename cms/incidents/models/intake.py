"""That containment paused a provider's intake: one person is enough, and two lift it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from fundfeed.models import Provider

from .incident import Incident


class IntakePause(models.Model):
    """Who paused it for which incident, who asked for its end and why, and who else agreed."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(null=True)
    asked_why = models.TextField(blank=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=("provider",), condition=Q(lifted_at=None), name="one_pause_of_an_intake"),
            models.CheckConstraint(
                condition=Q(lifted_by=None) | ~Q(lifted_by=F("asked_by")), name="intake_lifted_by_two"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider.code}, paused by {self.by}"
