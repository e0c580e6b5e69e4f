"""Documents that people publish by hand, beside those of the feed."""

from collections.abc import Iterable
from datetime import datetime

import msgspec
from django.conf import settings
from django.db import transaction
from msgspec import Struct

from ..adapters.archive import default_archive
from ..adapters.clock import SystemClock
from ..adapters.scanned import inspect
from ..adapters.unpacking import UploadRefusedError
from ..errors import FeedError
from ..models import DocumentFile, DocumentTarget, Fund, FundDocument
from ..records.changes import Place
from ..records.feed import DocumentRecord
from ..records.figures import digest
from ..selectors.fund_documents import funds_of_documents
from ..stages import publish
from ..stages.apply import Applied
from .corrections import PATIENCE_SECONDS, current_delivery
from .people import by_two_people
from .runs import alone
from .scanning import SILENT

SOURCE = "upload"


class ReceivedPdf(Struct, frozen=True):
    """An archived PDF that may be shown."""

    sha256: str
    size: int
    pages: int


def receive_pdf(*, chunks: Iterable[bytes]) -> ReceivedPdf:
    """Archive a PDF, which nobody sees yet; raises `UploadRefusedError` as the feed would refuse it."""
    archive = default_archive()
    try:
        file = archive.keep("upload.pdf", chunks, algorithms=(), limit=settings.FEED_MAX_DOCUMENT_BYTES)
    except FeedError as error:
        raise UploadRefusedError(str(error)) from error
    with archive.open(file.sha256) as stream:
        report = inspect(stream)
    if not report.is_judged:
        raise UploadRefusedError(SILENT)
    if report.refusal:
        raise UploadRefusedError(report.refusal)
    return ReceivedPdf(file.sha256, file.size, report.pages)


def publish_upload(
    *,
    fund: Fund,
    record: DocumentRecord,
    pdf: ReceivedPdf,
    by: str,
    approved_by: str,
    reason: str,
) -> None:
    """Publish the document with the fund; the feed leaves it alone. Raises `OnePersonError`, `UploadRefusedError`."""
    by_two_people(by=by, approved_by=approved_by, reason=reason)
    now = SystemClock().now()
    with alone(fund.provider, patience=PATIENCE_SECONDS), transaction.atomic():
        if FundDocument.objects.filter(pk=record.document_id, is_upload=False).exists():
            raise UploadRefusedError(f"{record.document_id} is a document of the provider.")
        before = funds_of_documents([record.document_id])
        _write(fund, record, _file(record.file_name, pdf, now), now)
        _publish(fund, record.document_id, before, now)


def withdraw_upload(*, document: FundDocument, by: str, approved_by: str, reason: str) -> None:
    """Take the document off the fund; its permalink goes on working. Raises `OnePersonError`, `UploadRefusedError`."""
    by_two_people(by=by, approved_by=approved_by, reason=reason)
    if not document.is_upload:
        raise UploadRefusedError(f"{document} is the provider's: it goes when the provider withdraws it.")
    now = SystemClock().now()
    with alone(document.provider, patience=PATIENCE_SECONDS), transaction.atomic():
        before = funds_of_documents([document.pk])
        FundDocument.objects.filter(pk=document.pk).update(state=FundDocument.State.WITHDRAWN)
        for fund in Fund.objects.filter(pk__in=before)[:1]:
            _publish(fund, document.pk, before, now)


def _file(name: str, pdf: ReceivedPdf, now: datetime) -> DocumentFile:
    values = {"sha256": pdf.sha256, "size": pdf.size, "pages": pdf.pages, "received_at": now}
    file, _ = DocumentFile.objects.get_or_create(file_name=name, defaults=values)
    if file.refusal or file.sha256 != pdf.sha256:
        raise UploadRefusedError(f"{name} can't be shown: {file.refusal or 'other bytes bear that name'}.")
    return file


def _write(fund: Fund, record: DocumentRecord, file: DocumentFile, now: datetime) -> None:
    is_later = record.valid_from is not None and record.valid_from > now.date()
    canonical = msgspec.json.encode(record, order="sorted")
    FundDocument.objects.update_or_create(
        document_id=record.document_id,
        defaults={
            "provider": fund.provider,
            "document_type": record.document_type,
            "title": record.title["en"],
            "languages": list(record.languages),
            "file_name": record.file_name,
            "file": file,
            "document_date": record.document_date,
            "publication_date": record.publication_date,
            "valid_from": record.valid_from,
            "expiration_date": record.expiration_date,
            "state": FundDocument.State.SCHEDULED if is_later else FundDocument.State.PUBLIC,
            "record": msgspec.to_builtins(record),
            "record_sha256": digest(canonical),
            "source_sha256": digest(canonical),
            "pointer": f"/{record.document_id}",
            "delivery": current_delivery(fund),
            "is_upload": True,
        },
    )
    DocumentTarget.objects.filter(document=record.document_id).delete()
    for target in record.applies_to:
        DocumentTarget.objects.create(document_id=record.document_id, level=target.level, target_id=target.id)
    if not is_later:
        DocumentFile.objects.filter(pk=file.pk).update(is_published=True)


def _publish(fund: Fund, document_id: str, before: frozenset[str], now: datetime) -> None:
    touched = before | funds_of_documents([document_id])
    place = Place(file=SOURCE, pointer=f"/{document_id}")
    documents = frozenset({document_id})
    applied = Applied(fund_ids=touched, places=dict.fromkeys(touched, place), document_ids=documents)
    publish.versions(applied, delivery=current_delivery(fund), at=now)
