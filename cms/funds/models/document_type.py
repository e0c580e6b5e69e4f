"""What a type of document is called, and how often each fund should have a new one."""

from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from cms.moderation.approval import Approval
from cms.moderation.errors import NotApprovedError
from cms.moderation.snippets import Moderated
from fundfeed.models import DocumentType
from fundfeed.records import document_types as records
from fundfeed.records.document_types import TYPE_CODE, TypeName
from fundfeed.services import UnusableTypeError, set_document_type

SAID: Final = ("code", "name_en", "name_zh_hant", "position", "is_expected", "expected_every_days", "is_retired")


class DocumentTypeDefinition(Moderated):
    """One type of document; retired by approval, never withdrawn. Those of the contract are there from the start."""

    code = models.CharField(
        max_length=10,
        unique=True,
        validators=[RegexValidator(TYPE_CODE, "2 to 10 capital letters and digits, a letter first.")],
        help_text="As providers write it; it stays for good",
    )
    name_en = models.CharField("name in English", max_length=100)
    name_zh_hant = models.CharField("name in Chinese (traditional)", max_length=100)
    position = models.PositiveSmallIntegerField(
        default=100,
        validators=[MaxValueValidator(9999)],
        help_text="Where it stands among a fund's documents: small ones first",
    )
    is_expected = models.BooleanField("expected", default=False, help_text="Each fund should have one")
    expected_every_days = models.PositiveSmallIntegerField(
        "newer one after (days)",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(3660)],
        help_text="Empty when it is only replaced when something changes",
    )
    is_retired = models.BooleanField(
        "retired", default=False, help_text="No new documents of it; those that bear it stay"
    )
    reason = models.TextField("why", help_text="For the person who decides; kept for good")

    panels = [
        FieldRowPanel([FieldPanel("code"), FieldPanel("position")]),
        MultiFieldPanel([FieldPanel("name_en"), FieldPanel("name_zh_hant")], heading="Name"),
        MultiFieldPanel([FieldPanel("is_expected"), FieldPanel("expected_every_days")], heading="Expected"),
        FieldPanel("is_retired"),
        FieldPanel("reason"),
    ]

    class Meta:
        verbose_name = "document type"

    def __str__(self) -> str:
        return f"{self.name_en or 'Untitled'} ({self.code or 'no code'})"

    @property
    def never_withdrawn(self) -> str:
        """It is retired instead."""
        return "Documents bear this type: propose to retire it instead."

    @property
    def status_string(self) -> str:
        """Wagtail's word, and another one for what holds though nobody ever proposed it."""
        return str(super().status_string) if self.latest_revision_id else "built in"

    def clean(self) -> None:
        """Refuse another code for what is in use, and a rhythm of what nobody expects."""
        super().clean()
        before = type(self)._base_manager.filter(pk=self.pk).values_list("code", flat=True).first()
        if before and before != self.code and DocumentType.objects.filter(code=before).exists():
            raise ValidationError({"code": f"Documents bear the code {before}: it stays. Add another type."})
        if self.expected_every_days and not self.is_expected:
            raise ValidationError({"expected_every_days": "Nobody expects it: tick that, or leave this empty."})

    def holds_now(self) -> "DocumentTypeDefinition | None":
        """What came with the installation, for the first review to compare with."""
        now = None if self.live else DocumentType.objects.filter(code=self.code).first()
        return type(self)(**{name: getattr(now, name) for name in SAID}) if now else None

    def take_effect(self, approval: Approval) -> None:
        """Judge the next delivery by it; raises `NotApprovedError` when no document could bear it."""
        if self._has_run_out():
            raise NotApprovedError(self.never_withdrawn)
        try:
            set_document_type(
                wanted=self._wanted(),
                position=self.position,
                by=approval.proposed_by.get_username(),
                approved_by=approval.approved_by.get_username(),
                reason=self.reason,
            )
        except UnusableTypeError as error:
            raise NotApprovedError(str(error)) from error

    def _wanted(self) -> records.DocumentType:
        return records.DocumentType(
            code=self.code,
            name=TypeName(en=self.name_en, zh_hant=self.name_zh_hant),
            is_expected=self.is_expected,
            expected_every_days=self.expected_every_days,
            is_retired=self.is_retired,
        )
