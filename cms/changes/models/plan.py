"""What every change says beforehand: what, why, what may go wrong, how to undo it, how to see that it worked."""

from django.db import models

from cms.cases.kinds import PRIORITIES


class Risk(models.TextChoices):
    """How likely it is to hurt, and how much."""

    LOW = "low", "low: a few notice it at most"
    MEDIUM = "medium", "medium: it may have to be undone"
    HIGH = "high", "high: the service may be away"


class Planned(models.Model):
    """The plan of a change."""

    title = models.CharField(max_length=150)
    description = models.TextField("what is done")
    risk = models.CharField(max_length=6, choices=Risk.choices, default=Risk.LOW)
    risks = models.TextField("what may go wrong")
    rollback = models.TextField("how it is undone")
    test_plan = models.TextField("how it is tested", help_text="Before, and afterwards to see that it worked")
    priority = models.CharField(max_length=2, choices=[(name, name) for name in PRIORITIES], default="P3")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title
