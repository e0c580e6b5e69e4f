"""One document: is it what its name says, and may it be shown? The feed and the provider's own check both ask."""

from msgspec import Struct

from ..errors import Rejected
from ..ports import Archive, FileSource, InspectPdf, PdfReport, RemoteFile
from ..records.delivery import ReceivedFile
from ..records.findings import Finding, hold, warn
from .check_file import ALGORITHMS, WEAK


class Desk(Struct, frozen=True, kw_only=True):
    """What judging a document needs: where its bytes go, who looks into it, and what is allowed."""

    archive: Archive
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
        return JudgedDocument(file, desk.inspect(stream))


def pending(name: str) -> Finding:
    """A file that document.json names and that the provider hasn't put there."""
    return warn("document.pending", f"{name} is not there yet.", file=name, expected="delivered with the set")


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
