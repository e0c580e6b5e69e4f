"""Texts about incidents that two people approve in place of those that came with the product."""

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cms.moderation.snippets import Moderated

from ..texts import PLACES, SHIPPED, Text, unknown_places


def purposes() -> list[tuple[str, str]]:
    """What a text is for: whom it tells, and of what."""
    return [(code, f"{text.audience}: {text.title}") for code, text in SHIPPED.items()]


class IncidentMessage(Moderated):
    """What is sent on one occasion; withdrawn, the shipped text holds again."""

    purpose = models.CharField("for", max_length=30, unique=True, choices=purposes)
    subject = models.CharField(max_length=150, help_text=f"May hold {', '.join(f'{{{place}}}' for place in PLACES)}")
    text = models.TextField(help_text="The same places may stand here")
    subject_zh_hant = models.CharField("subject in Chinese (traditional)", max_length=150, blank=True)
    text_zh_hant = models.TextField("text in Chinese (traditional)", blank=True)

    panels = [
        FieldPanel("purpose"),
        FieldPanel("subject"),
        FieldPanel("text"),
        FieldRowPanel(
            [FieldPanel("subject_zh_hant"), FieldPanel("text_zh_hant")], heading="For the public, in Chinese, too"
        ),
    ]

    class Meta:
        verbose_name = "text about incidents"
        verbose_name_plural = "texts about incidents"

    def __str__(self) -> str:
        return str(self.get_purpose_display())

    def clean(self) -> None:
        """Refuse places that nothing fills, and a public text in one language."""
        super().clean()
        for name in ("subject", "text", "subject_zh_hant", "text_zh_hant"):
            if unknown := unknown_places(getattr(self, name) or ""):
                raise ValidationError({name: f"Nothing fills {', '.join(unknown)}."})
        is_public = self.purpose in SHIPPED and SHIPPED[self.purpose].audience == "public"
        if is_public and not (self.subject_zh_hant and self.text_zh_hant):
            raise ValidationError({"text_zh_hant": "The public reads both languages."})


def messages_now() -> dict[str, Text]:
    """The texts that hold, by purpose."""
    approved = {row.purpose: row for row in IncidentMessage.objects.filter(live=True)}
    return {code: _with(shipped, approved.get(code)) for code, shipped in SHIPPED.items()}


def _with(shipped: Text, row: IncidentMessage | None) -> Text:
    if row is None:
        return shipped
    return Text(
        title=shipped.title,
        audience=shipped.audience,
        subject=row.subject,
        text=row.text,
        subject_zh_hant=row.subject_zh_hant,
        text_zh_hant=row.text_zh_hant,
    )
