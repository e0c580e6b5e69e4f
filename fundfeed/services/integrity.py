"""Looking after stored documents: every file is hashed again from time to time, and rot is told."""

import hashlib
from datetime import datetime

import structlog
from django.db import transaction
from django.db.models import F
from msgspec import Struct

from ..adapters import outbox
from ..adapters.archive import default_archive
from ..adapters.clock import SystemClock
from ..models import DocumentFile, FundDocument
from ..ports import Archive
from ..selectors.people import addresses_for

SLICE = 200
CHUNK = 1024 * 1024
log = structlog.get_logger(__name__)


class IntegrityReport(Struct, frozen=True):
    """What a look at stored documents found; `orphans` are files that no document names."""

    checked: int
    faults: dict[str, str]
    orphans: tuple[str, ...]


def check_documents(*, limit: int | None = SLICE) -> IntegrityReport:
    """Hash the files again that were looked at longest ago, `limit` of them or all; mail each fault once."""
    now = SystemClock().now()
    archive = default_archive()
    files = list(DocumentFile.objects.order_by(F("checked_at").asc(nulls_first=True), "pk")[:limit])
    for file in files:
        _remember(file, _fault(file, archive), now)
    return IntegrityReport(
        checked=len(files),
        faults=dict(DocumentFile.objects.exclude(fault="").order_by("pk").values_list("file_name", "fault")),
        orphans=tuple(_orphans()),
    )


def _fault(file: DocumentFile, archive: Archive) -> str:
    """What is wrong with the stored bytes; "" when they are what was received."""
    try:
        with archive.open(file.sha256) as stream:
            digest = hashlib.sha256()
            while chunk := stream.read(CHUNK):
                digest.update(chunk)
    except OSError as error:
        return f"The file can't be read: {error.strerror or type(error).__name__}."
    return "" if digest.hexdigest() == file.sha256 else "The bytes are no longer those that were received."


@transaction.atomic
def _remember(file: DocumentFile, fault: str, now: datetime) -> None:
    if fault and fault != file.fault:
        log.error("document.rot", file=file.file_name, sha256=file.sha256, fault=fault)
        _tell(file, fault, now)
    file.fault, file.checked_at = fault, now
    file.save(update_fields=["fault", "checked_at"])


def _tell(file: DocumentFile, fault: str, now: datetime) -> None:
    """Write a mail to the operators of the provider whose document it is."""
    document = FundDocument.objects.filter(file=file).select_related("provider").first()
    if document is None:
        return
    outbox.post(
        recipients=addresses_for(document.provider),
        provider=document.provider,
        thread=f"document-{file.sha256}",
        subject=f"[{document.provider.code}] A stored document is damaged",
        text=f"{document}: {fault}\n\nIts SHA-256 is {file.sha256}.\n\nRestore the file from a backup; the next round "
        "looks at it again. Until then its download fails or gives other bytes than its name says.",
        at=now,
    )


def _orphans() -> list[str]:
    unnamed = DocumentFile.objects.filter(documents=None, is_published=False)
    return list(unnamed.order_by("pk").values_list("file_name", flat=True))
