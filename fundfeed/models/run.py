"""Attempts at deliveries, and what they found. A run is a row; the broker only triggers it."""

from datetime import UTC

from django.db import models
from django.db.models import Q

from ..records.findings import Outcome, Reason, Severity
from .delivery import Delivery
from .provider import Provider


def choices(values: type[Outcome] | type[Reason] | type[Severity]) -> list[tuple[str, str]]:
    """Choices of a model field from a record's enumeration, so that both use the same words."""
    return [(value.value, value.value.replace("_", " ")) for value in values]


class FeedRun(models.Model):
    """One attempt at one delivery: who started it, how far it came, what it measured and how it ended."""

    class Trigger(models.TextChoices):
        SCHEDULE = "schedule"
        COMMAND = "command"
        RETRY = "retry"
        DECISION = "decision"
        DAY = "day", "a date that came"

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="runs")
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="runs", null=True, blank=True)
    trigger = models.CharField(max_length=20, choices=Trigger.choices)
    requested_by = models.CharField(max_length=150, blank=True)
    source = models.CharField(max_length=500)
    stage = models.CharField(max_length=20, blank=True)
    outcome = models.CharField(max_length=20, choices=choices(Outcome), blank=True)
    reason = models.CharField(max_length=20, choices=choices(Reason), blank=True)
    summary = models.TextField(blank=True)
    started_at = models.DateTimeField()
    heartbeat_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict, blank=True)
    timings = models.JSONField(default=dict, blank=True, help_text="Seconds per stage")
    document_types = models.JSONField(
        default=list, db_default=[], blank=True, help_text="Codes that its documents might bear"
    )
    verdict = models.JSONField(default=list, blank=True, help_text="Each measured value beside its limit")

    class Meta:
        ordering = ("-started_at",)
        get_latest_by = "started_at"
        indexes = [
            models.Index(fields=("-started_at",), name="run_by_start"),
            models.Index(fields=("provider", "-started_at"), name="run_of_provider"),
            models.Index(fields=("-finished_at",), name="run_by_end"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", finished_at=None) | (~Q(outcome="") & Q(finished_at__isnull=False)),
                name="run_ends_with_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"Run {self.pk} of {self.started_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


class RunFinding(models.Model):
    """One deviation that a run found."""

    run = models.ForeignKey(FeedRun, on_delete=models.CASCADE, related_name="findings", db_index=False)
    code = models.CharField(max_length=60)
    severity = models.CharField(max_length=4, choices=choices(Severity))
    file = models.CharField(max_length=200, blank=True)
    pointer = models.CharField("JSON pointer", max_length=500, blank=True)
    subject = models.CharField(max_length=100, blank=True)
    received = models.CharField(max_length=200, blank=True)
    expected = models.CharField(max_length=500, blank=True)
    last_good = models.CharField("last good value", max_length=200, blank=True, default="", db_default="")
    message = models.TextField()

    class Meta:
        ordering = ("run", "pk")
        verbose_name = "finding"
        indexes = [
            models.Index(fields=("subject",), name="finding_subject"),
            models.Index(fields=("-run", "id"), name="finding_in_order"),
        ]

    def __str__(self) -> str:
        return self.message
