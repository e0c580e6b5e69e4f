"""A case and what is written about it; nothing of it is ever removed, so nothing personal of outsiders stands here."""

from django.conf import settings
from django.db import models

from ..kinds import PRIORITIES, Kind, State, kind_of


class CaseSerial(models.Model):
    """The last number given out for a kind in a year."""

    kind = models.CharField(max_length=5)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=("kind", "year"), name="one_serial_per_kind_and_year")]

    def __str__(self) -> str:
        return f"{self.kind}-{self.year}: {self.last}"


class Case(models.Model):
    """Something that people see to: who has it, how it stands, and by when the next thing is due.

    The times are those that were promised when it began or its priority changed; the moments follow from them.
    """

    kind = models.CharField(max_length=5)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    number = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=200)
    priority = models.CharField(max_length=2, choices=[(name, name) for name in PRIORITIES])
    track = models.CharField(max_length=10, blank=True, help_text="A tier or a queue, where the kind has some")
    state = models.CharField(max_length=20)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="cases"
    )
    opened_at = models.DateTimeField()
    response_time = models.DurationField(null=True)
    update_time = models.DurationField(null=True)
    resolution_time = models.DurationField(null=True)
    response_due = models.DateTimeField(null=True)
    update_due = models.DateTimeField(null=True)
    resolution_due = models.DateTimeField(null=True)
    responded_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    paused_since = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-opened_at", "-pk")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=("kind", "year", "serial"), name="case_numbered_once")]
        indexes = [
            models.Index(fields=("kind", "priority"), condition=models.Q(closed_at=None), name="case_open"),
            models.Index(fields=("kind", "-opened_at"), name="case_by_kind"),
            models.Index(
                models.F("closed_at").desc(nulls_first=True),
                models.F("resolved_at").desc(nulls_first=True),
                "priority",
                name="case_open_first",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def its_kind(self) -> Kind:
        """What its kind declares."""
        return kind_of(self.kind)

    @property
    def its_state(self) -> State:
        """What its state means."""
        return self.its_kind.states[self.state]

    @property
    def is_open(self) -> bool:
        """Whether somebody has still to see to it."""
        return self.closed_at is None


class CaseEntry(models.Model):
    """One line of a timeline: who did what, when, and what was said about it. Never changed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="entries")
    at = models.DateTimeField()
    action = models.CharField(max_length=30, help_text="opened, moved, noted, told, priority, owner, overdue, …")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    actor = models.CharField(max_length=320, help_text="As the person was called then")
    words = models.CharField(max_length=500)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("at", "pk")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.actor}: {self.words}"


class CaseBreach(models.Model):
    """That a clock ran over and one rung of the ladder was told: once for each moment that was due."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="breaches")
    clock = models.CharField(max_length=10)
    due = models.DateTimeField()
    rung = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=("case", "clock", "due", "rung"), name="breach_told_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case.number}: {self.clock}, rung {self.rung}"
