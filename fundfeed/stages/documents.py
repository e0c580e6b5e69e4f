"""Stage 1, second part: bring the PDFs that the delivery names and that are not here yet."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from msgspec import Struct

from ..errors import Rejected
from ..models import DocumentFile
from ..ports import Archive, FileSource, InspectPdf
from ..records.delivery import ReceivedFile
from ..records.findings import Finding, hold, warn
from .check_file import ALGORITHMS, WEAK

BATCH = 200


class DocumentDesk(Struct, frozen=True):
    """What receiving documents needs: where they come from, where they go, who judges them, and when."""

    source: FileSource
    archive: Archive
    inspect: InspectPdf
    max_bytes: int
    accept_weak: bool
    at: datetime


def fetch(names: Iterable[str], desk: DocumentDesk) -> Iterator[Finding]:
    """Archive each named file once, judge it and remember the verdict; yields what is missing or refused."""
    wanted = set(names)
    wanted -= set(DocumentFile.objects.filter(file_name__in=wanted).values_list("file_name", flat=True))
    listed = desk.source.listing() if wanted else {}
    received: list[DocumentFile] = []
    for name in sorted(wanted):
        if name not in listed:
            yield warn("document.pending", f"{name} is not there yet.", file=name, expected="delivered with the set")
            continue
        match _receive(name, desk):
            case Finding() as finding:
                yield finding
            case DocumentFile() as file:
                received.append(file)
                if file.refusal:
                    yield hold("document.refused", f"{name} is not shown: {file.refusal}", file=name)
        if len(received) >= BATCH:
            _remember(received)
    _remember(received)


def _receive(name: str, desk: DocumentDesk) -> DocumentFile | Finding:
    stated = name.removesuffix(".pdf")
    algorithm = ALGORITHMS.get(len(stated), "")
    if not algorithm or (algorithm in WEAK and not desk.accept_weak):
        return hold("document.weak_name", f"{name} is named by a digest that won't do.", file=name, expected="SHA-256")
    try:
        file = desk.archive.keep(name, desk.source.chunks(name), algorithms=(algorithm,), limit=desk.max_bytes)
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


def _remember(received: list[DocumentFile]) -> None:
    DocumentFile.objects.bulk_create(received, ignore_conflicts=True)
    received.clear()
