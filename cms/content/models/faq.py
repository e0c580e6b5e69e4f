"""Questions that the public asks often."""

from collections.abc import Iterator

from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField
from wagtail.models import TranslatableMixin

from cms.content.expansion import Expansion
from cms.content.html import FEATURES_IN_BRIEF
from cms.content.payloads import FrequentQuestion as Payload
from cms.moderation.snippets import Moderated

from .projected import Entry, Projected
from .published import PublishedContent


class FrequentQuestion(Projected, Moderated, TranslatableMixin):
    """A question and its answer on the FAQ page."""

    class Category(models.TextChoices):
        GENERAL = "general", "About the repository"
        FUNDS = "funds", "Funds"
        DOCUMENTS = "documents", "Documents"
        DATA = "data", "Data and API"

    kind_of_draft = "question"

    question = models.CharField(max_length=250)
    answer = RichTextField(features=FEATURES_IN_BRIEF)
    category = models.CharField(max_length=9, choices=Category.choices, default=Category.GENERAL)
    order = models.PositiveSmallIntegerField(default=100, help_text="The lowest number comes first")

    panels = [
        FieldPanel("question"),
        FieldPanel("answer"),
        FieldRowPanel([FieldPanel("category"), FieldPanel("order")]),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = "frequent question"

    def __str__(self) -> str:
        return self.question

    def entries(self, expansion: Expansion) -> Iterator[Entry]:
        """The question in its category."""
        place = self.Category.values.index(self.category)
        yield Entry(
            kind=PublishedContent.Kind.QUESTION,
            key=self.category,
            sort_key=f"{place} {self.order:05} {self.pk:010}",
            payload=self.public(expansion),
        )

    def public(self, expansion: Expansion) -> Payload:
        """Question and answer."""
        return Payload(
            question_id=str(self.pk or ""),
            question=self.question,
            answer_html=expansion.html(self.answer),
            category=self.category,
        )
