"""A trouble as the public reads of it, from the first word to the last."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField

from cms.moderation.snippets import Moderated


class UpdateBlock(blocks.StructBlock):
    """What is known at one moment."""

    at = blocks.DateTimeBlock(label="when")
    message_en = blocks.TextBlock(label="message in English", max_length=1000)
    message_zh_hant = blocks.TextBlock(label="message in Chinese (traditional)", max_length=1000)

    class Meta:
        icon = "comment"
        label = "Update"


class StatusNotice(Moderated):
    """Something that doesn't work as it should: each update is a new version, and so is its end."""

    class Affected(models.TextChoices):
        SITE = "site", "public site"
        API = "api", "API"
        DATA = "data", "freshness of the data"
        DOCUMENTS = "documents", "documents"

    class Impact(models.TextChoices):
        DEGRADED = "degraded", "works, but not as it should"
        OUTAGE = "outage", "doesn't work"

    title_en = models.CharField("title in English", max_length=150)
    title_zh_hant = models.CharField("title in Chinese (traditional)", max_length=150)
    affected = models.CharField("what is affected", max_length=9, choices=Affected.choices, default=Affected.DATA)
    impact = models.CharField("how much", max_length=8, choices=Impact.choices, default=Impact.DEGRADED)
    began_at = models.DateTimeField("began", null=True)
    resolved_at = models.DateTimeField("over since", null=True, blank=True, help_text="Empty: it goes on")
    updates: Any = StreamField([("update", UpdateBlock())], help_text="The first one says what happened")

    panels = [
        FieldRowPanel([FieldPanel("title_en"), FieldPanel("title_zh_hant")], heading="Title"),
        FieldRowPanel([FieldPanel("affected"), FieldPanel("impact")]),
        FieldRowPanel([FieldPanel("began_at"), FieldPanel("resolved_at")], heading="When"),
        FieldPanel("updates"),
    ]

    class Meta:
        verbose_name = "status notice"

    def __str__(self) -> str:
        return self.title_en

    def clean(self) -> None:
        """Refuse a trouble that ends before it begins."""
        super().clean()
        if self.began_at and self.resolved_at and self.resolved_at < self.began_at:
            raise ValidationError({"resolved_at": "It ends before it begins."})

    def told(self) -> Iterator[Any]:
        """Its updates, the newest first."""
        yield from sorted((update.value for update in self.updates), key=lambda value: value["at"], reverse=True)
