"""Limits that two people set for something measured."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cms.moderation.snippets import Moderated

from ..limits import MEASURES, Limit


def measures() -> list[tuple[str, str]]:
    """What may have limits, with its title."""
    return [(name, str(capfirst(measure.title))) for name, measure in MEASURES.items()]


class Threshold(Moderated):
    """The limits of one measure in place of those that came with the product; withdrawn, those hold again."""

    measure = models.CharField(max_length=40, unique=True, choices=measures)
    target = models.FloatField(null=True, help_text="What is aimed at")
    warning = models.FloatField("warning from", null=True)
    critical = models.FloatField("bad from", null=True)
    reason = models.TextField(help_text="Why these numbers and no others")

    panels = [
        FieldPanel("measure"),
        FieldRowPanel([FieldPanel("target"), FieldPanel("warning"), FieldPanel("critical")], heading="Limits"),
        FieldPanel("reason"),
    ]

    class Meta:
        verbose_name = "threshold"

    def __str__(self) -> str:
        return self.get_measure_display()

    def clean(self) -> None:
        """Refuse limits that aren't in order."""
        super().clean()
        numbers = (self.target, self.warning, self.critical)
        stated = [number for number in numbers if number is not None]
        if stated != sorted(set(stated)) or any(number < 0 for number in stated):
            raise ValidationError({"warning": "Target, warning and critical go up, from 0 on."})

    @property
    def limit(self) -> Limit:
        """The three numbers, of a row that was approved."""
        return Limit(float(self.target or 0), float(self.warning or 0), float(self.critical or 0))


def limits_now() -> dict[str, Limit]:
    """The limits that hold, by measure."""
    shipped = {name: measure.shipped for name, measure in MEASURES.items()}
    return shipped | {row.measure: row.limit for row in Threshold.objects.filter(live=True)}
