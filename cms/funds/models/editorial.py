"""What editors say about one fund: a summary in two languages, and corrections of the provider's fields."""

from collections.abc import Iterator
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField

from cms.moderation.approval import Approval
from cms.moderation.snippets import Moderated
from fundfeed.models import Fund
from fundfeed.records.public import FundDetail

from .. import doubts, editing
from ..correction_block import CorrectionBlock
from ..drafting import ShownWithItsFund, with_words
from ..editorial_panels import ConflictPanel, SaidNowPanel
from ..fund_input import FUND_BY_NAME, FundInput

FEATURES: Final = ["bold", "italic", "ol", "ul"]
LONGEST: Final = 5000


class FundEditorial(ShownWithItsFund, Moderated):
    """A fund's words, one for each fund; they stand until somebody withdraws them."""

    unseen_fields = frozenset({"published_corrections"})

    fund = models.OneToOneField(
        Fund, on_delete=models.PROTECT, null=True, related_name="+", help_text="Its fund ID, such as DEM00001"
    )
    summary_en = RichTextField("summary in English", blank=True, features=FEATURES, max_length=LONGEST)
    summary_zh_hant = RichTextField(
        "summary in Chinese (traditional)", blank=True, features=FEATURES, max_length=LONGEST
    )
    corrections: Any = StreamField(
        [("correction", CorrectionBlock())],
        blank=True,
        help_text="Each stands until the provider changes that field, agrees, or its last day has passed",
    )
    reason = models.TextField("why", help_text="For the person who decides; kept for good")
    published_corrections = models.JSONField(default=list, blank=True, editable=False)

    panels = [
        FieldPanel("fund", widget=FundInput, help_text=FUND_BY_NAME),
        SaidNowPanel(),
        MultiFieldPanel([FieldPanel("summary_en"), FieldPanel("summary_zh_hant")], heading="Summary"),
        ConflictPanel(),
        FieldPanel("corrections"),
        FieldPanel("reason"),
    ]

    class Meta:
        verbose_name = "fund editorial"

    def __str__(self) -> str:
        return f"{self.fund} ({self.fund_id})" if self.fund else "Editorial of no fund yet"

    def clean(self) -> None:
        """Refuse corrections that don't fit the provider's record of now; remember its values of now with new ones."""
        super().clean()
        if self.fund is None:
            return
        editing.remember_provider_values(self)
        if complaints := editing.complaints(self):
            raise ValidationError({"corrections": complaints})

    def drafted(self) -> FundDetail | None:
        """The fund with this summary and these corrections."""
        return with_words(self)

    def doubts(self) -> Iterator[str]:
        """Amounts far from the provider's, and names that another fund has."""
        return doubts.doubts(self.corrections, self.fund_id)

    def take_effect(self, approval: Approval) -> None:
        """Publish summary and corrections; raises `NotApprovedError` when the provider changed a field meanwhile."""
        if not self._has_run_out():
            editing.publish(self, approval)

    def cease_effect(self, approval: Approval) -> None:
        """Withdraw all of it."""
        editing.withdraw(self, approval)
