"""Stage 7, documents: what the provider says about them, what they are about, and which file each one has."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from django.db import connection
from msgspec import Struct

from ..models import Delivery, DocumentFile, DocumentTarget, FundDocument
from ..models.bulk import add, merge
from ..records.changes import ChangeSet
from ..records.delivery import Placed
from ..records.feed import DocumentRecord
from ..records.figures import digest
from ..selectors.fund_documents import funds_of_documents

FIELDS = (
    "document_id", "provider", "document_type", "title", "languages", "file_name", "awaited_file_name", "file",
    "document_date", "publication_date", "valid_from", "expiration_date", "state", "record", "record_sha256",
    "source_sha256", "pointer", "delivery",
)  # fmt: skip

ON_SHOW = (FundDocument.State.PUBLIC, FundDocument.State.EXPIRED)  # and listed by the provider

# A document waits until its file is here and its day has come; a file that was refused holds it. After its last
# day it is history.
SETTLE = """
    UPDATE fundfeed_funddocument AS document
    SET file_id = file.file_name,
        state = CASE WHEN file.refusal <> '' THEN 'held' WHEN document.valid_from > %(today)s THEN 'scheduled'
                     WHEN document.expiration_date < %(today)s THEN 'expired' ELSE 'public' END
    FROM fundfeed_documentfile AS file
    WHERE file.file_name = document.file_name AND document.provider_id = %(provider)s
      AND (document.state = 'pending' OR document.state = 'scheduled' AND document.valid_from <= %(today)s
           OR document.state = 'public' AND document.expiration_date < %(today)s)
    RETURNING document.document_id
"""


class Touched(Struct, frozen=True):
    """Ids of the documents that may look different now, and of the funds that may show others than before."""

    document_ids: frozenset[str]
    fund_ids: frozenset[str]


def write(changeset: ChangeSet, *, delivery: Delivery, today: date) -> Touched:
    """Write the documents of a change set."""
    documents = _replaceable(changeset.documents)
    touched = frozenset(_ids(documents)) | frozenset(changeset.documents_gone)
    reached_before = funds_of_documents(touched)
    merge(FundDocument, FIELDS, (_row(placed, delivery) for placed in documents), key=("document_id",))
    _write_targets(documents)
    _archive(changeset.documents_gone)
    touched |= _settle(delivery, today)
    return Touched(touched, reached_before | funds_of_documents(touched))


def _replaceable(documents: Sequence[Placed[DocumentRecord]]) -> list[Placed[DocumentRecord]]:
    """The documents without those that would swap a public file for one that isn't here, or that was refused."""
    on_show = FundDocument.objects.filter(pk__in=_ids(documents), state__in=ON_SHOW)
    shown = dict(on_show.values_list("document_id", "file_name"))
    named = {placed.record.file_name for placed in documents}
    acceptable = set(DocumentFile.objects.filter(pk__in=named, refusal="").values_list("file_name", flat=True))
    ready = []
    for placed in documents:
        document = placed.record
        is_swap = shown.get(document.document_id, document.file_name) != document.file_name
        if is_swap and document.file_name not in acceptable and document.status != "withdrawn":
            FundDocument.objects.filter(pk=document.document_id).update(awaited_file_name=document.file_name)
        else:
            ready.append(placed)
    return ready


def _ids(documents: Iterable[Placed[DocumentRecord]]) -> list[str]:
    return [placed.record.document_id for placed in documents]


def _archive(gone: Collection[str]) -> None:
    """What was public stays retrievable; what never was doesn't become it."""
    documents = FundDocument.objects.filter(document_id__in=gone)
    documents.exclude(state__in=ON_SHOW).update(state=FundDocument.State.WITHDRAWN)
    documents.filter(state__in=ON_SHOW).update(state=FundDocument.State.ARCHIVED)


def _row(placed: Placed[DocumentRecord], delivery: Delivery) -> tuple[Any, ...]:
    document = placed.record
    is_withdrawn = document.status == "withdrawn"
    return (
        document.document_id,
        delivery.provider_id,
        document.document_type,
        document.title.get("en") or next(iter(document.title.values())),
        list(document.languages),
        document.file_name,
        "",
        None,
        document.document_date,
        document.publication_date,
        document.valid_from,
        document.expiration_date,
        (FundDocument.State.WITHDRAWN if is_withdrawn else FundDocument.State.PENDING).value,
        placed.canonical,
        digest(placed.canonical),
        placed.source_sha256,
        placed.pointer,
        delivery.pk,
    )


def _write_targets(documents: Sequence[Placed[DocumentRecord]]) -> None:
    DocumentTarget.objects.filter(document_id__in=_ids(documents)).delete()
    rows = {
        (placed.record.document_id, target.level, target.id)
        for placed in documents
        for target in placed.record.applies_to
    }
    add(DocumentTarget, ("document", "level", "target_id"), sorted(rows))


def _settle(delivery: Delivery, today: date) -> frozenset[str]:
    with connection.cursor() as cursor:
        cursor.execute(SETTLE, {"today": today, "provider": delivery.provider_id})
        settled = frozenset(document_id for (document_id,) in cursor.fetchall())
    on_show = FundDocument.objects.filter(pk__in=settled, state__in=ON_SHOW)
    DocumentFile.objects.filter(documents__in=on_show).update(is_published=True)
    return settled
