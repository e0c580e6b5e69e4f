"""What was answered in each minute, what was measured in each hour, and how long each trouble lasted."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from .check import STATES


class ServiceMinute(models.Model):
    """One minute of one area: what the back end's processes answered, and what our own probes heard.

    `within` counts the answers that began within each bound of the histogram; several processes add to one row.
    """

    minute = models.DateTimeField()
    area = models.CharField(max_length=10)
    requests = models.BigIntegerField(default=0, db_default=0)
    errors = models.BigIntegerField(default=0, db_default=0)
    seconds = models.FloatField(default=0, db_default=0)
    within = ArrayField(models.BigIntegerField(), default=list, db_default=[])
    probes = models.IntegerField(default=0, db_default=0)
    failed = models.IntegerField(default=0, db_default=0)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=("minute", "area"), name="minute_once_per_area")]

    def __str__(self) -> str:
        return f"{self.minute:%Y-%m-%d %H:%M} {self.area}: {self.errors} errors of {self.requests}"


class MeasuredHour(models.Model):
    """How often something with limits was measured within an hour, the sum of it, and the highest value."""

    hour = models.DateTimeField()
    measure = models.CharField(max_length=40)
    readings = models.IntegerField()
    total = models.FloatField()
    highest = models.FloatField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=("hour", "measure"), name="measured_once_an_hour")]

    def __str__(self) -> str:
        return f"{self.hour:%Y-%m-%d %H:%M} {self.measure}: up to {self.highest:g}"


class Trouble(models.Model):
    """A time during which a check said of one subject that it isn't well: its worst state, and what was said then."""

    name = models.CharField("check", max_length=40)
    subject = models.CharField(max_length=200, blank=True)
    state = models.CharField("worst state", max_length=7, choices=STATES)
    sentence = models.TextField()
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-began_at", "-pk")
        default_permissions = ()
        indexes = [models.Index(fields=("-began_at",), name="trouble_by_beginning")]
        constraints = [
            models.UniqueConstraint(
                fields=("name", "subject"), condition=models.Q(ended_at=None), name="one_open_trouble_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.subject}: {self.state} since {self.began_at:%Y-%m-%d %H:%M} UTC"


class CleanUp(models.Model):
    """The last run of one job that clears away: when, for how long, how much, and what went wrong."""

    task = models.CharField(max_length=100, primary_key=True)
    at = models.DateTimeField()
    seconds = models.FloatField()
    removed = models.BigIntegerField(null=True, blank=True)
    fault = models.CharField(max_length=100, blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.task} at {self.at:%Y-%m-%d %H:%M} UTC"
