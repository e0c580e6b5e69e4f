"""Stage 1: bring the delivery's files into the archive, byte for byte, before anything reads them."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from ..errors import Rejected, Unavailable
from ..ports import FileSource, Keeper, RemoteFile
from ..records.delivery import DEAUTHORISED, DOCUMENT, INDEX, MANIFESTS, ReceivedFile
from ..records.findings import Finding, Reason, halt
from .check_file import MAX_CHECK_FILE_BYTES, UnreadableCheck, stated_digest

REQUIRED = (INDEX, f"{INDEX}.check", DOCUMENT, f"{DOCUMENT}.check", DEAUTHORISED)


class NotDelivered(Unavailable):
    """The source holds no manifest at all."""

    reason = Reason.NOT_DELIVERED


class Incomplete(Unavailable):
    """A file of the set is missing, or was still being written."""


class TooLarge(Rejected):
    """A manifest is listed with more bytes than any register of funds has: not one of them is fetched."""


class Received(Struct, frozen=True):
    """The manifests as archived, the raw text of the `.check` files, and the names of PDFs that lie beside them."""

    files: Mapping[str, ReceivedFile]
    checks: Mapping[str, bytes]
    pdfs: frozenset[str] = frozenset()

    @property
    def content_digest(self) -> str:
        """Names these bytes, `.check` files included."""
        return _digest(self.files)

    @property
    def data_digest(self) -> str:
        """Names what the three manifests say, however their `.check` files spell it."""
        return _digest({name: self.files[name] for name in MANIFESTS})


def manifests(source: FileSource, archive: Keeper, *, max_bytes: int) -> Received:
    """Archive the three manifests and their `.check` files; raises `NotDelivered` or `Incomplete`."""
    before = source.listing()
    if not any(name in before for name in MANIFESTS):
        raise NotDelivered([halt("delivery.absent", "The provider has put no delivery on its site.")])
    if endless := [before[name] for name in MANIFESTS if name in before and before[name].size > max_bytes]:
        raise TooLarge(_too_large(file, max_bytes) for file in endless)
    files: dict[str, ReceivedFile] = {}
    checks: dict[str, bytes] = {}
    for name in MANIFESTS:
        check = f"{name}.check"
        if check in before:
            kept = archive.keep(check, source.chunks(check), algorithms=(), limit=MAX_CHECK_FILE_BYTES)
            files[check], checks[name] = kept, _read(archive, kept.sha256)
        if name in before:
            algorithms = _algorithms(checks.get(name), name)
            files[name] = archive.keep(name, source.chunks(name), algorithms=algorithms, limit=max_bytes)
    received = Received(files=files, checks=checks, pdfs=_pdfs(before))
    problems = [*_missing(received), *_still_growing(before, source.listing(), received)]
    if problems:
        raise Incomplete(problems)
    return received


def _pdfs(listed: Iterable[str]) -> frozenset[str]:
    return frozenset(name for name in listed if name.lower().endswith(".pdf"))


def _digest(files: Mapping[str, ReceivedFile]) -> str:
    lines = "".join(f"{file.sha256}  {name}\n" for name, file in sorted(files.items()))
    return hashlib.sha256(lines.encode()).hexdigest()


def _algorithms(check: bytes | None, name: str) -> tuple[str, ...]:
    """The algorithm to compute while streaming; an unreadable `.check` is judged by the next stage."""
    if check is None:
        return ()
    try:
        return (stated_digest(check, name).algorithm,)
    except UnreadableCheck:
        return ()


def _too_large(file: RemoteFile, limit: int) -> Finding:
    return halt(
        "file.too_large",
        f"{file.name} is larger than {limit} bytes.",
        file=file.name,
        received=f"{file.size} bytes listed",
        expected=f"at most {limit} bytes",
    )


def _missing(received: Received) -> Iterator[Finding]:
    for name in REQUIRED:
        if name not in received.files:
            yield halt("file.missing", f"{name} is not there.", file=name, expected="delivered with the set")


def _still_growing(
    before: Mapping[str, RemoteFile], after: Mapping[str, RemoteFile], received: Received
) -> Iterator[Finding]:
    for name, file in received.files.items():
        if before[name] != after.get(name) or file.size != before[name].size:
            yield halt(
                "file.growing",
                f"{name} changed while it was fetched: it is still being written.",
                file=name,
                received=f"{before[name].size} bytes listed, {file.size} received",
                expected="the same size and time before and after",
            )


def _read(archive: Keeper, sha256: str) -> bytes:
    with archive.open(sha256) as stream:
        return stream.read()
