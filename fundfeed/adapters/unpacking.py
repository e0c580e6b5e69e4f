"""Files that a person brings by hand: several, or one zip, put into a directory with nothing but plain names in it."""

import re
import stat
import zipfile
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import IO, Final, Protocol

from ..records.delivery import MANIFESTS
from .directory import CHUNK

MANIFEST_NAMES: Final = frozenset((*MANIFESTS, *(f"{name}.check" for name in MANIFESTS)))
PDF_NAME: Final = re.compile(r"[0-9a-f]{32,128}\.pdf")
MAX_FILES: Final = 20_000
MAX_TOTAL_BYTES: Final = 2 * 1024**3
MAX_RATIO: Final = 200  # JSON of thousands of similar records reaches about 40; a bomb has thousands
IS_ENCRYPTED: Final = 0x1


class Brought(Protocol):
    """A file as a form receives it."""

    name: str | None

    def chunks(self) -> Iterable[bytes]:
        """Its bytes."""
        ...


class UploadRefusedError(ValueError):
    """What was brought isn't taken; the message says why."""


def unpack(files: Collection[Brought], into: Path) -> None:
    """Write the files, or those of the one zip among them, into a directory; raises `UploadRefusedError`."""
    for file in files:
        with (into / ".upload").open("w+b") as staged:
            for chunk in file.chunks():
                staged.write(chunk)
            staged.seek(0)
            if len(files) == 1 and zipfile.is_zipfile(staged):
                _unzip(staged, into)
            else:
                _write(_fit(file.name or "", into), staged, into, limit=MAX_TOTAL_BYTES)
    (into / ".upload").unlink(missing_ok=True)


def _unzip(stream: IO[bytes], into: Path) -> None:
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_FILES:
                raise UploadRefusedError(f"The zip holds more than {MAX_FILES:,} files.")
            room = MAX_TOTAL_BYTES
            for entry in entries:
                name = _fit(entry.filename, into)
                _refuse_trick(entry)
                with archive.open(entry) as content:
                    room -= _write(name, content, into, limit=min(room, _most(entry)))
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, OSError) as error:
        raise UploadRefusedError(f"The zip can't be read: {error}.") from error


def _most(entry: zipfile.ZipInfo) -> int:
    """How many bytes the entry may give: what it says, and no more than honest compression makes."""
    return min(entry.file_size, max(entry.compress_size, 1024) * MAX_RATIO)


def _refuse_trick(entry: zipfile.ZipInfo) -> None:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise UploadRefusedError(f"{entry.filename} is a link or no regular file.")
    if entry.flag_bits & IS_ENCRYPTED:
        raise UploadRefusedError(f"{entry.filename} is encrypted.")


def _fit(name: str, into: Path) -> str:
    """The name, when it is one of a delivery's and wasn't given before."""
    if name not in MANIFEST_NAMES and not PDF_NAME.fullmatch(name):
        raise UploadRefusedError(
            f"“{name[:80]}” is no file of a delivery: three manifests with their .check files, and PDFs named by their "
            "digests, without folders."
        )
    if (into / name).exists():
        raise UploadRefusedError(f"{name} is there twice.")
    return name


def _write(name: str, content: IO[bytes], into: Path, *, limit: int) -> int:
    size = 0
    with (into / name).open("xb") as target:
        while chunk := content.read(CHUNK):
            size += len(chunk)
            if size > limit:
                raise UploadRefusedError(f"{name} unpacks to more bytes than it may.")
            target.write(chunk)
    return size
