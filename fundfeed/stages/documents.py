"""Stage 1, second part: bring the PDFs that the delivery names and that are not here yet."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime
from itertools import repeat

from msgspec import Struct

from ..errors import Rejected
from ..models import DocumentFile
from ..ports import Archive, FileSource, InspectPdf
from ..records.delivery import ReceivedFile
from ..records.findings import Finding, hold, warn
from .check_file import ALGORITHMS, WEAK

BATCH = 400  # how many are received before the verdicts on them are stored


class DocumentDesk(Struct, frozen=True):
    """What receiving documents needs: where they come from, where they go, who judges them, and when."""

    source: FileSource
    archive: Archive
    inspect: InspectPdf
    connections: int
    max_bytes: int
    accept_weak: bool
    at: datetime


def fetch(names: Iterable[str], desk: DocumentDesk) -> Iterator[Finding]:
    """Archive each named file once, judge it and remember the verdict; yields what is missing or refused."""
    wanted = set(names)
    wanted -= set(DocumentFile.objects.filter(file_name__in=wanted).values_list("file_name", flat=True))
    listed = desk.source.listing() if wanted else {}
    for name in sorted(wanted - listed.keys()):
        yield warn("document.pending", f"{name} is not there yet.", file=name, expected="delivered with the set")
    for batch in _batches(sorted(wanted & listed.keys())):
        results = _receive_batch(batch, desk)
        files = [result for result in results if isinstance(result, DocumentFile)]
        DocumentFile.objects.bulk_create(files, ignore_conflicts=True)
        yield from (result for result in results if isinstance(result, Finding))
        for file in files:
            if file.refusal:
                yield hold("document.refused", f"{file.file_name} is not shown: {file.refusal}", file=file.file_name)


def _batches(names: Sequence[str]) -> Iterator[Sequence[str]]:
    return (names[start : start + BATCH] for start in range(0, len(names), BATCH))


def _receive_batch(names: Sequence[str], desk: DocumentDesk) -> list[DocumentFile | Finding]:
    """Receive the files over several connections at once; no thread touches the database."""
    lanes = [names[start :: desk.connections] for start in range(desk.connections)]
    with ThreadPoolExecutor(max_workers=desk.connections) as pool:
        received = pool.map(_receive_lane, lanes, repeat(desk))
        return [result for lane in received for result in lane]


def _receive_lane(names: Sequence[str], desk: DocumentDesk) -> list[DocumentFile | Finding]:
    with closing(desk.source.another()) as source:
        return [_receive(name, source, desk) for name in names]


def _receive(name: str, source: FileSource, desk: DocumentDesk) -> DocumentFile | Finding:
    stated = name.removesuffix(".pdf")
    algorithm = ALGORITHMS.get(len(stated), "")
    if not algorithm or (algorithm in WEAK and not desk.accept_weak):
        return hold("document.weak_name", f"{name} is named by a digest that won't do.", file=name, expected="SHA-256")
    try:
        file = desk.archive.keep(name, source.chunks(name), algorithms=(algorithm,), limit=desk.max_bytes)
    except Rejected as error:
        return hold("document.too_large", str(error), file=name)
    if file.digests[algorithm] != stated:
        return hold(
            "document.digest",
            f"{name} is not what its name says: the {algorithm.upper()} differs.",
            file=name,
            received=file.digests[algorithm],
            expected=stated,
        )
    return _judged(file, desk)


def _judged(file: ReceivedFile, desk: DocumentDesk) -> DocumentFile:
    with desk.archive.open(file.sha256) as stream:
        report = desk.inspect(stream)
    return DocumentFile(
        sha256=file.sha256,
        file_name=file.name,
        size=file.size,
        pages=report.pages,
        refusal=report.refusal,
        received_at=desk.at,
    )
