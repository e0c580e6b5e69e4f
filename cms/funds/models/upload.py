"""A document that people publish by hand, beside those of the provider."""

from datetime import date
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from cms.facts.document_types import type_name, types_in_use
from cms.moderation.approval import Approval
from cms.moderation.snippets import Moderated
from fundfeed.models import Fund, ShareClass
from fundfeed.records.public import FundDetail

from .. import document_publishing
from ..drafting import MODES, ShownWithItsFund, with_document
from ..fund_input import FUND_BY_NAME, SHARE_CLASS_BY_NAME, FundInput, ShareClassInput
from ..upload_form import UploadForm

PDF: Final = "pdf"
LANGUAGES: Final = [("en", "English"), ("zh-Hant", "Chinese (traditional)"), ("en,zh-Hant", "both")]


class DocumentUpload(ShownWithItsFund, Moderated):
    """A PDF with what it is and what it is about; its bytes are archived when they are brought."""

    fund = models.ForeignKey(
        Fund, on_delete=models.PROTECT, null=True, related_name="+", help_text="Its fund ID, such as DEM00001"
    )
    share_class = models.ForeignKey(
        ShareClass,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Its ISIN, if the document is about one share class only",
    )
    document_type = models.CharField("type", max_length=10)
    languages = models.CharField(max_length=20, choices=LANGUAGES, default="en")
    title_en = models.CharField("title in English", max_length=500)
    title_zh_hant = models.CharField("title in Chinese (traditional)", max_length=500, blank=True)
    document_date = models.DateField("as of", null=True, help_text="The day or the end of the period it speaks of")
    valid_from = models.DateField(null=True, blank=True, help_text="Shown from this day on; empty: at once")
    expiration_date = models.DateField(null=True, blank=True, help_text="The last day on which it is valid")
    reason = models.TextField("why by hand", help_text="For the person who decides; kept for good")
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    size = models.PositiveBigIntegerField(default=0, editable=False)
    pages = models.PositiveIntegerField(default=0, editable=False)
    original_name = models.CharField(max_length=200, blank=True, editable=False)

    base_form_class = UploadForm
    panels = [
        FieldPanel("pdf", heading="PDF"),
        FieldRowPanel(
            [
                FieldPanel("fund", widget=FundInput, help_text=FUND_BY_NAME),
                FieldPanel("share_class", widget=ShareClassInput, help_text=SHARE_CLASS_BY_NAME),
            ]
        ),
        FieldRowPanel([FieldPanel("document_type"), FieldPanel("languages")]),
        MultiFieldPanel([FieldPanel("title_en"), FieldPanel("title_zh_hant")], heading="Title"),
        FieldRowPanel([FieldPanel("document_date"), FieldPanel("valid_from"), FieldPanel("expiration_date")]),
        FieldPanel("reason"),
    ]

    class Meta:
        verbose_name = "document upload"

    def __str__(self) -> str:
        return f"{self.title_en or 'Untitled'} ({self.fund_id or 'no fund'})"

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """The PDF itself beside what is said of it, and its fund's page."""
        return [(PDF, "The PDF"), *MODES]

    def drafted(self) -> FundDetail | None:
        """The fund with this document among its others."""
        return with_document(self)

    def get_document_type_display(self) -> str:
        """What its type is called: “Annual report”, not its code."""
        return type_name(self.document_type)

    @property
    def document_id(self) -> str:
        """Its name in the public record, kept for it: the feed holds a provider's document that claims it."""
        return f"UPLOAD-{self.pk}"

    def clean(self) -> None:
        """Refuse a type that takes no new documents, another fund's share class and days in the wrong order."""
        super().clean()
        if self.document_type and self.document_type not in dict(types_in_use()):
            raise ValidationError({"document_type": f"{self.document_type} is no document type that is in use."})
        if self.share_class and self.fund and self.share_class.fund_id != self.fund_id:
            raise ValidationError({"share_class": f"{self.share_class_id} is a share class of another fund."})
        first: date | None = self.valid_from or self.document_date
        if first and self.expiration_date and self.expiration_date < first:
            raise ValidationError({"expiration_date": "It expires before it is valid."})

    def take_effect(self, approval: Approval) -> None:
        """Make the document part of the public record."""
        if not self._has_run_out():
            document_publishing.publish(self, approval)

    def cease_effect(self, approval: Approval) -> None:
        """Take it off the fund."""
        document_publishing.withdraw(self, approval)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The front end, or the admin's own page with the PDF."""
        if mode_name == PDF:
            return self.serve_in_the_admin(request, mode_name)
        return super().serve_preview(request, mode_name)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:  # noqa: ARG002 - Wagtail's signature
        """The PDF itself beside what is said of it."""
        return "funds/upload_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """The address of the PDF, for those who may see it."""
        context: dict[str, Any] = super().get_preview_context(request, mode_name)
        return context | {"upload": self, "pdf_url": document_publishing.pdf_url(self)}
