"""How one provider's deliveries are judged, when they are expected, and in which words they are read."""

from typing import Any
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField

from cms.moderation.approval import Approval
from cms.moderation.errors import NotApprovedError
from cms.moderation.snippets import Moderated
from fundfeed.models import Provider
from fundfeed.services import AlreadyRunning, Hours, WantedLimit, set_policy
from fundfeed.stages.mapping import UnusableMapping
from fundfeed.stages.vocabulary import vocabulary

from ..limit_block import LimitBlock
from ..policy_panels import MeasuresPanel


class FeedPolicy(Moderated):
    """Limits, hours and names of one provider, each with its reason; replaced by approval, never withdrawn."""

    provider = models.OneToOneField(Provider, on_delete=models.PROTECT, null=True, related_name="+")
    limits: Any = StreamField(
        [("limit", LimitBlock())], help_text="A measure that isn't named here keeps the limit that it has"
    )
    expected_at = models.TimeField("fetched first at", null=True)
    cut_off = models.TimeField("not delivered after", null=True)
    time_zone = models.CharField(max_length=50, default="Asia/Hong_Kong")
    hours_reason = models.TextField("why these hours")
    mapping = models.JSONField(
        "the provider's own names", default=dict, blank=True, help_text="JSON with `names` and `values`; {} for none"
    )
    mapping_reason = models.TextField("why these names", blank=True)

    panels = [
        FieldPanel("provider"),
        MeasuresPanel(),
        FieldPanel("limits"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("expected_at"), FieldPanel("cut_off"), FieldPanel("time_zone")]),
                FieldPanel("hours_reason"),
            ],
            heading="Hours",
        ),
        MultiFieldPanel([FieldPanel("mapping"), FieldPanel("mapping_reason")], heading="Names"),
    ]

    class Meta:
        verbose_name = "feed policy"
        verbose_name_plural = "feed policies"

    def __str__(self) -> str:
        return f"Policy for {self.provider}" if self.provider else "Policy for no provider yet"

    @property
    def never_withdrawn(self) -> str:
        """A new one takes its place."""
        return "A provider always has a policy: it is replaced by a new one, not withdrawn."

    def clean(self) -> None:
        """Refuse limits given twice, hours that can't be, and names that contradict the contract."""
        super().clean()
        measures = [child.value.get("measure") for child in self.limits]
        if len(measures) != len(set(measures)):
            raise ValidationError({"limits": "A measure has one limit."})
        if self.expected_at and self.cut_off and self.cut_off <= self.expected_at:
            raise ValidationError({"cut_off": "It comes before the first fetch."})
        if self.time_zone not in available_timezones():
            raise ValidationError({"time_zone": f"There is no time zone {self.time_zone}."})
        try:
            vocabulary(self.mapping)
        except UnusableMapping as error:
            raise ValidationError({"mapping": list(error.problems)}) from error
        if self.mapping and not self.mapping_reason:
            raise ValidationError({"mapping_reason": "Say why the provider needs names of its own."})

    def take_effect(self, approval: Approval) -> None:
        """Let the next delivery be judged by it; raises `NotApprovedError` while a run is under way."""
        if self._has_run_out() or not (self.provider and self.expected_at and self.cut_off):
            raise NotApprovedError(self.never_withdrawn)
        try:
            set_policy(
                provider=self.provider,
                limits=[_limit(child.value) for child in self.limits],
                hours=Hours(expected_at=self.expected_at, cut_off=self.cut_off, time_zone=self.time_zone),
                mapping=self.mapping,
                by=approval.proposed_by.get_username(),
                approved_by=approval.approved_by.get_username(),
                reason=self.mapping_reason or self.hours_reason,
            )
        except AlreadyRunning as error:
            raise NotApprovedError(str(error)) from error


def _limit(said: Any) -> WantedLimit:
    return WantedLimit(measure=said["measure"], count=said["count"], share=said["percent"] / 100, reason=said["reason"])
