"""Stage 7, documents: what the provider says about them, what they are about, and which file each one has."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery
from msgspec import Struct

from ..models import Delivery, DocumentFile, DocumentTarget, FundDocument
from ..models.among import Among
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


class Touched(Struct, frozen=True):
    """Ids of the documents that may look different now, and of the funds that may show others than before."""

    document_ids: frozenset[str]
    fund_ids: frozenset[str]


def write(changeset: ChangeSet, *, delivery: Delivery, today: date) -> Touched:
    """Write the documents of a change set."""
    refusals = _refusals(placed.record.file_name for placed in changeset.documents)
    documents = _replaceable(changeset.documents, refusals)
    touched = frozenset(_ids(documents)) | frozenset(changeset.documents_gone)
    reached_before = funds_of_documents(touched)
    merge(FundDocument, FIELDS, (_row(placed, delivery, refusals, today) for placed in documents), key=("document_id",))
    _write_targets(documents)
    _archive(changeset.documents_gone)
    settled = _settle(delivery, today)
    _mark_published(touched | settled)
    touched |= settled
    return Touched(touched, reached_before | funds_of_documents(touched))


def _refusals(file_names: Iterable[str]) -> dict[str, str]:
    """Why each of these files that is here may not be shown; "" when it may."""
    return dict(DocumentFile.objects.filter(Among("pk", set(file_names))).values_list("file_name", "refusal"))


def _replaceable(
    documents: Sequence[Placed[DocumentRecord]], refusals: Mapping[str, str]
) -> list[Placed[DocumentRecord]]:
    """The documents without those that would swap a public file for one that isn't here, or that was refused."""
    on_show = FundDocument.objects.filter(Among("pk", _ids(documents)), state__in=ON_SHOW)
    shown = dict(on_show.values_list("document_id", "file_name"))
    ready = []
    for placed in documents:
        document = placed.record
        is_swap = shown.get(document.document_id, document.file_name) != document.file_name
        if is_swap and refusals.get(document.file_name) != "" and document.status != "withdrawn":
            FundDocument.objects.filter(pk=document.document_id).update(awaited_file_name=document.file_name)
        else:
            ready.append(placed)
    return ready


def _ids(documents: Iterable[Placed[DocumentRecord]]) -> list[str]:
    return [placed.record.document_id for placed in documents]


def _archive(gone: Collection[str]) -> None:
    """What was public stays retrievable; what never was doesn't become it."""
    documents = FundDocument.objects.filter(Among("pk", gone))
    documents.exclude(state__in=ON_SHOW).update(state=FundDocument.State.WITHDRAWN)
    documents.filter(state__in=ON_SHOW).update(state=FundDocument.State.ARCHIVED)


def _row(
    placed: Placed[DocumentRecord], delivery: Delivery, refusals: Mapping[str, str], today: date
) -> tuple[Any, ...]:
    document = placed.record
    is_withdrawn = document.status == "withdrawn"
    refusal = None if is_withdrawn else refusals.get(document.file_name)
    state = _state(refusal, document.valid_from, document.expiration_date, today)
    return (
        document.document_id,
        delivery.provider_id,
        document.document_type,
        document.title.get("en") or next(iter(document.title.values())),
        list(document.languages),
        document.file_name,
        "",
        None if refusal is None else document.file_name,
        document.document_date,
        document.publication_date,
        document.valid_from,
        document.expiration_date,
        (FundDocument.State.WITHDRAWN if is_withdrawn else state).value,
        placed.canonical,
        digest(placed.canonical),
        placed.source_sha256,
        placed.pointer,
        delivery.pk,
    )


def _write_targets(documents: Sequence[Placed[DocumentRecord]]) -> None:
    DocumentTarget.objects.filter(Among("document_id", _ids(documents))).delete()
    rows = {
        (placed.record.document_id, target.level, target.id)
        for placed in documents
        for target in placed.record.applies_to
    }
    add(DocumentTarget, ("document", "level", "target_id"), sorted(rows))


def _state(
    refusal: str | None, valid_from: date | None, expiration_date: date | None, today: date
) -> FundDocument.State:
    """A document waits until its file is here and its day has come, a refused file holds it; then it is history."""
    if refusal is None:
        return FundDocument.State.PENDING
    if refusal:
        return FundDocument.State.HELD
    if valid_from and valid_from > today:
        return FundDocument.State.SCHEDULED
    if expiration_date and expiration_date < today:
        return FundDocument.State.EXPIRED
    return FundDocument.State.PUBLIC


def _settle(delivery: Delivery, today: date) -> frozenset[str]:
    """Show, hold or end the provider's documents whose file has come, whose day has come or whose last day is over."""
    unsettled = FundDocument.objects.filter(
        Q(state=FundDocument.State.PENDING)
        | Q(state=FundDocument.State.SCHEDULED, valid_from__lte=today)
        | Q(state=FundDocument.State.PUBLIC, expiration_date__lt=today),
        provider=delivery.provider_id,
    )
    files = DocumentFile.objects.filter(file_name=OuterRef("file_name")).values("refusal")
    rows = unsettled.annotate(refusal=Subquery(files)).values_list(
        "document_id", "state", "refusal", "valid_from", "expiration_date"
    )
    settled: dict[FundDocument.State, list[str]] = defaultdict(list)
    for document_id, before, refusal, valid_from, expiration_date in rows:
        if (state := _state(refusal, valid_from, expiration_date, today)) != before:
            settled[state].append(document_id)
    for state, document_ids in settled.items():
        FundDocument.objects.filter(Among("pk", document_ids)).update(state=state, file_id=F("file_name"))
    return frozenset(document_id for document_ids in settled.values() for document_id in document_ids)


def _mark_published(document_ids: Collection[str]) -> None:
    on_show = FundDocument.objects.filter(Among("pk", document_ids), state__in=ON_SHOW)
    files = DocumentFile.objects.filter(pk__in=on_show.values("file_id"), is_published=False)
    files.update(is_published=True)
