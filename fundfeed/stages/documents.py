"""Stage 1, second part: bring the PDFs that the delivery names and that are not here yet."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime
from itertools import repeat

from ..models import DocumentFile
from ..ports import FileSource
from ..records.findings import Finding
from . import document_file
from .document_file import Desk

BATCH = 400  # how many are received before the verdicts on them are stored


class DocumentDesk(Desk, frozen=True, kw_only=True):
    """What receiving documents needs beyond judging one: where they come from, over how many connections, and when."""

    source: FileSource
    connections: int
    at: datetime


def fetch(names: Iterable[str], desk: DocumentDesk) -> Iterator[Finding]:
    """Archive each named file once, judge it and remember the verdict; yields what is missing or refused."""
    wanted = set(names)
    wanted -= set(DocumentFile.objects.filter(file_name__in=wanted).values_list("file_name", flat=True))
    listed = desk.source.listing() if wanted else {}
    for name in sorted(wanted - listed.keys()):
        yield document_file.pending(name)
    for batch in _batches(sorted(wanted & listed.keys())):
        results = receive(batch, desk)
        files = [result for result in results if isinstance(result, DocumentFile)]
        DocumentFile.objects.bulk_create(files, ignore_conflicts=True)
        yield from (result for result in results if isinstance(result, Finding))
        for file in files:
            if file.refusal:
                yield document_file.refused(file.file_name, file.refusal)


def _batches(names: Sequence[str]) -> Iterator[Sequence[str]]:
    return (names[start : start + BATCH] for start in range(0, len(names), BATCH))


def receive(names: Sequence[str], desk: DocumentDesk) -> list[DocumentFile | Finding]:
    """Receive the files over several connections at once; no thread touches the database."""
    lanes = [names[start :: desk.connections] for start in range(desk.connections)]
    with ThreadPoolExecutor(max_workers=desk.connections) as pool:
        received = pool.map(_receive_lane, lanes, repeat(desk))
        return [result for lane in received for result in lane]


def _receive_lane(names: Sequence[str], desk: DocumentDesk) -> list[DocumentFile | Finding]:
    with closing(desk.source.another()) as source:
        return [_receive(name, source, desk) for name in names]


def _receive(name: str, source: FileSource, desk: DocumentDesk) -> DocumentFile | Finding:
    received = document_file.receive(name, source, desk)
    if isinstance(received, Finding):
        return received
    return DocumentFile(
        sha256=received.file.sha256,
        file_name=received.file.name,
        size=received.file.size,
        pages=received.report.pages,
        refusal=received.report.refusal,
        received_at=desk.at,
    )
