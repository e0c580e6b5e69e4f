"""Who ticked off what of a checklist."""

from django.conf import settings
from django.db import models

from .check import STATES


class ChecklistTick(models.Model):
    """One item seen to on one day: by whom, when, what its checks said then. A trigger refuses every change of it.

    Whoever was mistaken ticks again; the last one counts, and all of them stay.
    """

    day = models.DateField()
    checklist = models.CharField(max_length=20)
    item = models.CharField(max_length=40)
    text = models.CharField(max_length=200, help_text="As it read then")
    state = models.CharField("what the checks said", max_length=7, choices=STATES, blank=True)
    is_fine = models.BooleanField("all well")
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "tick of a checklist"
        verbose_name_plural = "ticks of checklists"
        ordering = ("-at", "-pk")
        default_permissions = ("add", "view")
        indexes = [models.Index(fields=("day", "checklist"), name="tick_by_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.checklist}: {self.text}"
