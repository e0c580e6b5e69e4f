"""A change that somebody asks for and somebody else approves."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from cms.moderation.approval import Approval
from cms.moderation.snippets import Moderated

from ..signals import request_approved
from .plan import Planned

INCIDENT = RegexValidator(r"^INC-\d{4}-\d{4,}$", "An incident has a number like INC-2026-0001.")


class ChangeRequest(Moderated, Planned):
    """A normal change, or an emergency that may begin before it is approved and is approved within a day."""

    class Category(models.TextChoices):
        NORMAL = "normal", "normal: approved before it begins"
        EMERGENCY = "emergency", "emergency: begins at once, approved within 24 hours"

    category = models.CharField(max_length=9, choices=Category.choices, default=Category.NORMAL)
    requester = models.CharField("asked for by", max_length=120, help_text="A person or a department")
    justification = models.TextField("why")
    starts_at = models.DateTimeField("planned from", null=True)
    ends_at = models.DateTimeField("planned until", null=True)
    incident = models.CharField("because of incident", max_length=20, blank=True, validators=[INCIDENT])

    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("category"), FieldPanel("priority")]),
        FieldRowPanel([FieldPanel("requester"), FieldPanel("incident")]),
        MultiFieldPanel([FieldPanel("description"), FieldPanel("justification")], heading="What, and why"),
        MultiFieldPanel([FieldPanel("risk"), FieldPanel("risks"), FieldPanel("rollback")], heading="Risk"),
        FieldPanel("test_plan"),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")], heading="When"),
    ]

    class Meta:
        verbose_name = "change request"

    def clean(self) -> None:
        """Refuse what ends before it begins."""
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": "It ends before it begins."})

    def take_effect(self, approval: Approval) -> None:
        """Let the register know."""
        request_approved.send(sender=type(self), request=self, approval=approval)
