"""What a run changed, or would have changed had it not been held back."""

from django.db import models

from ..records.differences import Kind
from .run import FeedRun


class RunChange(models.Model):
    """One fund or document and what the run's delivery did to it; `fields` holds pointer, old and new value of each."""

    run = models.ForeignKey(FeedRun, on_delete=models.CASCADE, related_name="changes", db_index=False)
    number = models.PositiveIntegerField(help_text="Place in the report of the run")
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value.replace("_", " ")) for kind in Kind])
    subject = models.CharField(max_length=100, help_text="fundId or documentId")
    name = models.CharField(max_length=4000, blank=True)
    file = models.CharField(max_length=30, blank=True)
    pointer = models.CharField("JSON pointer", max_length=500, blank=True)
    fields = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ("run", "number")
        verbose_name = "change"
        constraints = [models.UniqueConstraint(fields=("run", "number"), name="change_has_its_place_in_the_run")]

    def __str__(self) -> str:
        return f"{self.subject} {self.get_kind_display()}"
