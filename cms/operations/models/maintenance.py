"""Maintenance that is announced beforehand."""

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from cms.moderation.snippets import Moderated


class MaintenanceWindow(Moderated):
    """A time at which something isn't available, announced beforehand."""

    class Scope(models.TextChoices):
        SITE = "site", "public site and API"
        FEED = "feed", "taking in deliveries"
        ADMIN = "admin", "this admin"

    title = models.CharField(max_length=120, help_text="For editors and operators: what is done")
    scope = models.CharField("what isn't available", max_length=5, choices=Scope.choices, default=Scope.SITE)
    starts_at = models.DateTimeField("from", null=True)
    ends_at = models.DateTimeField("until (expected)", null=True)
    message_en = models.TextField("message in English")
    message_zh_hant = models.TextField("message in Chinese (traditional)")

    panels = [
        FieldPanel("title"),
        FieldPanel("scope"),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")], heading="When"),
        MultiFieldPanel([FieldPanel("message_en"), FieldPanel("message_zh_hant")], heading="What the public reads"),
    ]

    class Meta:
        verbose_name = "maintenance window"

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse a window that ends before it begins."""
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": "It ends before it begins."})
