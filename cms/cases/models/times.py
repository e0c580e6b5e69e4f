"""Times that two people approve in place of those that came with the product."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cms.moderation.snippets import Moderated

from ..kinds import Times, kind_of, kinds


def rules() -> list[tuple[str, str]]:
    """Every rule that has times: a kind with a priority, or with a track and a priority."""
    return [(f"{kind.code} {rule}", f"{kind.title}, {rule}") for kind in kinds() for rule in kind.times]


class CaseTimes(Moderated):
    """How long the cases of one kind and priority may take; withdrawn, the shipped times hold again."""

    rule = models.CharField("for", max_length=30, unique=True, choices=rules)
    response_hours = models.FloatField(
        "response within", null=True, blank=True, help_text="Hours; 0.25 is a quarter of an hour. Empty: no limit"
    )
    update_hours = models.FloatField("an update every", null=True, blank=True, help_text="Hours")
    resolution_hours = models.FloatField("resolved within", null=True, blank=True, help_text="Hours; 24 is a day")
    reason = models.TextField(help_text="Why these times and no others")

    panels = [
        FieldPanel("rule"),
        FieldRowPanel(
            [FieldPanel("response_hours"), FieldPanel("update_hours"), FieldPanel("resolution_hours")], heading="Times"
        ),
        FieldPanel("reason"),
    ]

    class Meta:
        verbose_name = "times of cases"
        verbose_name_plural = "times of cases"

    def __str__(self) -> str:
        return str(self.get_rule_display())

    def clean(self) -> None:
        """Refuse times that are over before they begin, and a resolution that is due before the response."""
        super().clean()
        for name in ("response_hours", "update_hours", "resolution_hours"):
            value = getattr(self, name)
            if value is not None and value <= 0:
                raise ValidationError({name: "It takes some time: say more than 0, or leave it empty."})
        if self.response_hours and self.resolution_hours and self.resolution_hours < self.response_hours:
            raise ValidationError({"resolution_hours": "Nothing is resolved before somebody responds."})

    @property
    def times(self) -> Times:
        """The three times, of a row that was approved."""
        return Times(
            response=_hours(self.response_hours),
            update=_hours(self.update_hours),
            resolution=_hours(self.resolution_hours),
        )


def times_now(*, kind: str, rule: str) -> Times:
    """The times that hold for cases that begin now."""
    approved = CaseTimes.objects.filter(rule=f"{kind} {rule}", live=True).first()
    return approved.times if approved else kind_of(kind).times.get(rule, Times())


def _hours(count: float | None) -> timedelta | None:
    return timedelta(hours=count) if count else None
