"""From an approved upload to the public record.

An `upload` is a `DocumentUpload`; that model calls what stands here, so it isn't imported.
"""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from cms.moderation.approval import Approval
from cms.moderation.errors import NotApprovedError
from fundfeed.models import FundDocument
from fundfeed.records.feed import DocumentRecord, Target
from fundfeed.services import AlreadyRunning, ReceivedPdf, UploadRefusedError, publish_upload, withdraw_upload


def publish(upload: Any, approval: Approval) -> None:
    """Publish it with its fund; raises `NotApprovedError` when the feed's services refuse."""
    if not (upload.sha256 and upload.fund):
        raise NotApprovedError(f"“{upload}” has no PDF or no fund yet.")
    try:
        publish_upload(
            fund=upload.fund,
            record=_record(upload),
            pdf=ReceivedPdf(upload.sha256, upload.size, upload.pages),
            reason=upload.reason,
            by=approval.proposed_by.get_username(),
            approved_by=approval.approved_by.get_username(),
        )
    except (AlreadyRunning, UploadRefusedError) as error:
        raise NotApprovedError(str(error)) from error


def withdraw(upload: Any, approval: Approval) -> None:
    """Take it off its fund; raises `NotApprovedError` while a run is under way."""
    document = FundDocument.objects.filter(pk=upload.document_id, is_upload=True).first()
    if document is None:
        return
    try:
        withdraw_upload(
            document=document,
            reason=upload.reason,
            by=approval.proposed_by.get_username(),
            approved_by=approval.approved_by.get_username(),
        )
    except AlreadyRunning as error:
        raise NotApprovedError(str(error)) from error


def pdf_url(upload: Any) -> str:
    """Where people of the admin see the PDF; "" before it was saved."""
    if not (upload.pk and upload.sha256):
        return ""
    return reverse("wagtailsnippets_funds_documentupload:pdf", args=[upload.pk, upload.sha256])


def target_of(upload: Any) -> Target:
    """What the document is about: one share class, or the whole fund."""
    if upload.share_class_id:
        return Target(level="shareClass", id=upload.share_class_id)
    return Target(level="fund", id=str(upload.fund_id))


def _record(upload: Any) -> DocumentRecord:
    if upload.document_date is None:
        raise NotApprovedError(f"“{upload}” has no date.")
    title = {"en": upload.title_en, "zh-Hant": upload.title_zh_hant}
    known = FundDocument.objects.filter(pk=upload.document_id).values_list("publication_date", flat=True).first()
    return DocumentRecord(
        document_id=upload.document_id,
        document_type=upload.document_type,
        title={language: text for language, text in title.items() if text},
        languages=tuple(upload.languages.split(",")),
        file_name=f"{upload.sha256}.pdf",
        document_date=upload.document_date,
        publication_date=known or timezone.localdate(),
        applies_to=(target_of(upload),),
        valid_from=upload.valid_from,
        expiration_date=upload.expiration_date,
    )
