"""How much each key was used: for reports and for the partner itself."""

from django.db import models


class UsageCount(models.Model):
    """Requests of one key, or of everybody without one, to one part of the API on one day.

    `epoch` names the life of the counter in Redis: should Redis forget, a new row begins and nothing counts twice.
    """

    day = models.DateField()
    key_name = models.CharField("key", max_length=12, blank=True, help_text="Empty: without a key")
    endpoint_class = models.CharField("part of the API", max_length=20)
    epoch = models.CharField(max_length=32)
    requests = models.PositiveBigIntegerField()
    refused = models.PositiveBigIntegerField(help_text="Of these, beyond the quota")

    class Meta:
        verbose_name = "count of API use"
        verbose_name_plural = "counts of API use"
        ordering = ("-day", "key_name", "endpoint_class")
        constraints = [
            models.UniqueConstraint(fields=("day", "key_name", "endpoint_class", "epoch"), name="usage_counted_once")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.key_name} {self.endpoint_class}"
