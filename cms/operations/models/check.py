"""What checks found last, what grew, and what the nightly walk through the ledger found."""

from django.db import models

from ..states import State

STATES = [(state.value, state.value) for state in State]


class CheckResult(models.Model):
    """What one check said last of one subject, and since when it has been in that state."""

    name = models.CharField(max_length=40)
    subject = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=7, choices=STATES)
    sentence = models.TextField()
    measure = models.CharField(max_length=40, blank=True)
    value = models.FloatField(null=True, blank=True)
    since = models.DateTimeField()
    checked_at = models.DateTimeField()
    seconds = models.FloatField(help_text="How long the check took")

    class Meta:
        verbose_name = "operations check"
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=("name", "subject"), name="check_once_per_subject")]

    def __str__(self) -> str:
        return f"{self.name} {self.subject}: {self.state}"


class DailyMeasure(models.Model):
    """How large something was on one day, by its last measurement of that day."""

    day = models.DateField()
    name = models.CharField(max_length=40)
    value = models.FloatField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=("day", "name"), name="measured_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.name}: {self.value:g}"


class LedgerVerification(models.Model):
    """One walk through the whole ledger; a trigger in the database refuses every change of it."""

    at = models.DateTimeField()
    entries = models.BigIntegerField()
    faults = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ("-at",)
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} UTC: {self.entries} entries, {len(self.faults)} faults"
