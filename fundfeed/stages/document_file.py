"""One document: is it what its name says, and may it be shown? The feed and the provider's own check both ask."""

from collections.abc import Collection, Iterable, Iterator

from msgspec import Struct

from ..errors import Rejected
from ..ports import FileSource, InspectPdf, Keeper, PdfReport, RemoteFile
from ..records.delivery import DOCUMENT, Placed, ReceivedFile
from ..records.feed import DocumentRecord
from ..records.findings import Finding, hold, shown, warn
from .check_file import ALGORITHMS, WEAK

MAX_NAMES = 5


class StatedSize(Struct, frozen=True):
    """How large a document's file is as its record says, and where it says so."""

    document_id: str
    file_name: str
    size: int
    pointer: str


class Desk(Struct, frozen=True, kw_only=True):
    """What judging a document needs: where its bytes go, who looks into it, and what is allowed."""

    archive: Keeper
    inspect: InspectPdf
    max_bytes: int
    accept_weak: bool


class JudgedDocument(Struct, frozen=True):
    """A document as it was received, and what was found in it."""

    file: ReceivedFile
    report: PdfReport


def receive(name: str, source: FileSource, desk: Desk) -> JudgedDocument | Finding:
    """Archive the file and look into it, or say why its bytes aren't what the name promises."""
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
    with desk.archive.open(file.sha256) as stream:
        report = desk.inspect(stream)
    return JudgedDocument(file, report) if report.is_judged else unscanned(name)


def stated_sizes(documents: Iterable[Placed[DocumentRecord]]) -> Iterator[StatedSize]:
    """The sizes that the records state."""
    for placed in documents:
        document = placed.record
        if document.size_in_bytes is not None:
            where = placed.where("/sizeInBytes")
            yield StatedSize(document.document_id, document.file_name, document.size_in_bytes, where)


def pending(name: str) -> Finding:
    """A file that document.json names and that the provider hasn't put there."""
    return warn("document.pending", f"{name} is not there yet.", file=name, expected="delivered with the set")


def unscanned(name: str) -> Finding:
    """A file that came while the virus scanner was away: its document waits, and the next run asks again."""
    return warn("document.unscanned", f"{name} waits for the virus scanner, which gave no verdict.", file=name)


def too_large(file: RemoteFile, limit: int) -> Finding:
    """A file that is listed with more bytes than a document may have: not one of them is fetched."""
    return hold(
        "document.too_large",
        f"{file.name} is larger than {limit:,} bytes.",
        file=file.name,
        received=f"{file.size:,} bytes listed",
        expected=f"at most {limit:,} bytes",
    )


def refused(name: str, refusal: str) -> Finding:
    """A file that may not be shown as it is."""
    return hold("document.refused", f"{name} is not shown: {refusal}", file=name)


def size_differs(stated: StatedSize, size: int) -> Finding:
    """A record whose size isn't that of the file; the bytes are the right ones, since their digest is."""
    return warn(
        "document.size",
        f"{stated.document_id} says {stated.size:,} bytes, and its file has {size:,}.",
        file=DOCUMENT,
        pointer=stated.pointer,
        subject=stated.document_id,
        received=str(stated.size),
        expected=str(size),
    )


def orphans(names: Collection[str]) -> Iterator[Finding]:
    """One warning about PDFs that lie on the site and that no document names."""
    if names:
        told = ", ".join(shown(name) for name in sorted(names)[:MAX_NAMES])
        more = f" and {len(names) - MAX_NAMES:,} more" if len(names) > MAX_NAMES else ""
        yield warn(
            "document.orphan",
            f"No document names {len(names):,} PDF on the site: {told}{more}.",
            received=shown(told),
            expected=f"each PDF named by a readable record of {DOCUMENT}",
        )
