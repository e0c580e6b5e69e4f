"""Stage 1, second part: bring the PDFs that the delivery names and that are not here yet."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime
from itertools import count, repeat

from django.db import connection

from ..errors import Rejected, Unavailable
from ..models import DocumentFile, FundDocument, Provider
from ..models.among import Among
from ..ports import Archive, FileSource, RemoteFile
from ..records.delivery import DOCUMENT, Placed
from ..records.feed import DocumentRecord
from ..records.findings import Finding, halt
from . import document_file
from .document_file import Desk, StatedSize

Counted = Callable[[int, int], None]
BATCH = 400  # how many are received before the verdicts on them are stored
TOGETHER = 25  # how many one connection brings before it waits for the disk
NOT_HERE = """
    SELECT name FROM unnest(%s::text[]) AS name
    WHERE NOT EXISTS (SELECT FROM fundfeed_documentfile WHERE file_name = name)
"""
Result = DocumentFile | Finding | Unavailable


class TooMuch(Rejected):
    """The new documents have more bytes together than one run may bring: not one of them is fetched."""


class DocumentDesk(Desk, frozen=True, kw_only=True):
    """What receiving documents needs beyond judging one: from where, how, how much, when, and who counts."""

    archive: Archive
    source: FileSource
    connections: int
    max_total_bytes: int
    at: datetime
    counted: Counted


def fetch(names: Iterable[str], desk: DocumentDesk) -> Iterator[Finding]:
    """Archive each named file once, judge it and remember the verdict; yields what is missing or refused.

    A source that breaks off raises `Unavailable`; what came before is kept, so that the next run goes on from there.
    """
    wanted = _not_here(names)
    listed = desk.source.listing() if wanted else {}
    for name in sorted(wanted - listed.keys()):
        yield document_file.pending(name)
    there = [listed[name] for name in sorted(wanted & listed.keys())]
    yield from (document_file.too_large(remote, desk.max_bytes) for remote in there if remote.size > desk.max_bytes)
    to_come = [remote for remote in there if remote.size <= desk.max_bytes]
    _refuse_too_much(to_come, desk.max_total_bytes)
    numbers = count(1)
    for batch in _batches([remote.name for remote in to_come], BATCH):
        results = receive(batch, desk, lambda: desk.counted(next(numbers), len(to_come)))
        files = [result for result in results if isinstance(result, DocumentFile)]
        DocumentFile.objects.bulk_create(files, ignore_conflicts=True)
        yield from (result for result in results if isinstance(result, Finding))
        for file in files:
            if file.refusal:
                yield document_file.refused(file.file_name, file.refusal)
        if trouble := next((result for result in results if isinstance(result, Unavailable)), None):
            raise trouble


def _not_here(names: Iterable[str]) -> set[str]:
    """The database says which are missing: those that are here, nearly all on most days, needn't travel back."""
    with connection.cursor() as cursor:
        cursor.execute(NOT_HERE, [list(names)])
        return {name for (name,) in cursor.fetchall()}


def _refuse_too_much(files: Sequence[RemoteFile], limit: int) -> None:
    total = sum(file.size for file in files)
    if total > limit:
        raise TooMuch(
            [
                halt(
                    "documents.too_much",
                    f"{len(files):,} new documents have more bytes together than one run may bring.",
                    file=DOCUMENT,
                    received=f"{total:,} bytes listed",
                    expected=f"at most {limit:,} bytes",
                )
            ]
        )


def sizes(documents: Iterable[Placed[DocumentRecord]], provider: Provider) -> Iterator[Finding]:
    """What is found when stated sizes are held against received files, of new documents and of those that waited."""
    stated = {one.document_id: one for one in (*_sizes_of_pending(provider), *document_file.stated_sizes(documents))}
    names = {one.file_name for one in stated.values()}
    files = DocumentFile.objects.filter(Among("pk", names), refusal="") if names else DocumentFile.objects.none()
    received = dict(files.values_list("file_name", "size"))
    for one in stated.values():
        size = received.get(one.file_name, one.size)
        if size != one.size:
            yield document_file.size_differs(one, size)


def orphans(names: Collection[str], named: Collection[str], provider: Provider) -> Iterator[Finding]:
    """What is found about PDFs on the site that neither this delivery nor an earlier one names."""
    strange = set(names).difference(named)
    if strange:
        documents = FundDocument.objects.filter(Among("file_name", strange), provider=provider)
        strange -= set(documents.values_list("file_name", flat=True))
        strange -= set(DocumentFile.objects.filter(Among("pk", strange)).values_list("pk", flat=True))
    yield from document_file.orphans(strange)


def _sizes_of_pending(provider: Provider) -> Iterator[StatedSize]:
    waiting = FundDocument.objects.filter(provider=provider, state=FundDocument.State.PENDING)
    rows = waiting.values_list("document_id", "file_name", "record__sizeInBytes", "pointer")
    for document_id, file_name, size, pointer in rows:
        if size is not None:
            yield StatedSize(document_id, file_name, size, f"{pointer}/sizeInBytes")


def _batches(names: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (names[start : start + size] for start in range(0, len(names), size))


def receive(names: Sequence[str], desk: DocumentDesk, arrived: Callable[[], None]) -> list[Result]:
    """Receive the files over several connections at once; no thread touches the database.

    When it returns, every byte is archived for good.
    """
    lanes = [names[start :: desk.connections] for start in range(desk.connections)]
    with ThreadPoolExecutor(max_workers=desk.connections) as pool:
        received = pool.map(_receive_lane, lanes, repeat(desk), repeat(arrived))
        return [result for lane in received for result in lane]


def _receive_lane(names: Sequence[str], desk: DocumentDesk, arrived: Callable[[], None]) -> list[Result]:
    """What one connection brought; the trouble stands last when it broke off."""
    results: list[Result] = []
    with closing(desk.source.another()) as source:
        for some in _batches(names, TOGETHER):
            results += _receive_together(some, source, desk, arrived)
            if isinstance(results[-1], Unavailable):
                break
    return results


def _receive_together(
    names: Sequence[str], source: FileSource, desk: DocumentDesk, arrived: Callable[[], None]
) -> list[Result]:
    """Wait for the disk once for all of these; meanwhile other connections go on receiving."""
    results: list[Result] = []
    with desk.archive.together() as keeper:
        judging = Desk(archive=keeper, inspect=desk.inspect, max_bytes=desk.max_bytes, accept_weak=desk.accept_weak)
        try:
            for name in names:
                results.append(_receive(name, source, judging, at=desk.at))
                arrived()
        except Unavailable as trouble:
            results.append(trouble)
    return results


def _receive(name: str, source: FileSource, desk: Desk, *, at: datetime) -> DocumentFile | Finding:
    received = document_file.receive(name, source, desk)
    if isinstance(received, Finding):
        return received
    return DocumentFile(
        sha256=received.file.sha256,
        file_name=received.file.name,
        size=received.file.size,
        pages=received.report.pages,
        refusal=received.report.refusal,
        received_at=at,
    )
