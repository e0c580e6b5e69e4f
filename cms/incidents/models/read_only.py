"""Whether the admin takes changes: the last switch counts, and none is ever taken back."""

from django.conf import settings
from django.db import models

from .incident import Incident


class ReadOnlySwitch(models.Model):
    """That somebody set or lifted read-only mode, and why."""

    is_on = models.BooleanField()
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField()

    class Meta:
        ordering = ("-pk",)
        default_permissions = ()

    def __str__(self) -> str:
        return f"Read-only mode {'set' if self.is_on else 'lifted'} by {self.by}"


def read_only_since() -> ReadOnlySwitch | None:
    """The switch that set read-only mode; None while changes are taken."""
    last = ReadOnlySwitch.objects.select_related("incident__case").first()
    return last if last and last.is_on else None
