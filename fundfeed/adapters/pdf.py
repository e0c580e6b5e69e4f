"""Looks into a PDF before it is accepted (section 4 of the feed contract)."""

from collections.abc import Iterator
from typing import BinaryIO

import pikepdf
from pikepdf.settings import set_qpdf_limits

from ..ports import PdfReport
from ..records.findings import shown

HEADER_WITHIN = 1024
ACTIVE_KEYS = frozenset({"/JS", "/JavaScript", "/Launch", "/EF", "/EmbeddedFile", "/EmbeddedFiles", "/RichMedia"})
ACTIVE_TYPES = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm"})
UNREAD = ("error decoding stream data", "unfilterable stream")
MOST_UNPACKED = 32 * 1024 * 1024  # of one stream of objects; an honest one has some hundred kilobytes
set_qpdf_limits(
    flate_max_memory=MOST_UNPACKED,
    png_max_memory=MOST_UNPACKED,
    tiff_max_memory=MOST_UNPACKED,
    run_length_max_memory=MOST_UNPACKED,
)


def inspect(stream: BinaryIO) -> PdfReport:
    """Judge the PDF in `stream`; never raises for what the file holds."""
    head = stream.read(HEADER_WITHIN)
    if not head:
        return PdfReport(0, "The file is empty.")
    if b"%PDF-" not in head:
        return PdfReport(0, "The file is not a PDF: %PDF- is not in its first 1,024 bytes.")
    stream.seek(0)
    try:
        with pikepdf.open(stream, suppress_warnings=True) as pdf:
            return PdfReport(len(pdf.pages), _refusal(pdf) or _unread(pdf))
    except pikepdf.PasswordError:
        return PdfReport(0, "The file can't be opened without a password.")
    except (pikepdf.PdfError, RecursionError, ValueError, OverflowError) as error:
        what = str(error).removeprefix(f"stream {stream}: ")  # where we keep the file is nobody's business
        return PdfReport(0, f"The file is damaged: {shown(what)}.")


def _refusal(pdf: pikepdf.Pdf) -> str:
    if len(pdf.pages) == 0:
        return "The file has no page."
    active = sorted(set(_active(pdf)))
    return f"A person must look at it: it holds {', '.join(active)}." if active else ""


def _unread(pdf: pikepdf.Pdf) -> str:
    """Objects that couldn't be looked at: another program may find in them what isn't allowed. Pages aren't drawn."""
    if any(said in warning for warning in pdf.get_warnings() for said in UNREAD):
        return "A person must look at it: a part of it is packed so that it can't be looked into."
    return ""


def _active(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Names of scripts, launch actions and embedded files, wherever they are hidden."""
    for item in pdf.objects:
        if isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
            yield from _active_in(item)
        elif isinstance(item, pikepdf.Array):
            for entry in item:
                yield from _active_below(entry)


def _active_in(item: pikepdf.Object) -> Iterator[str]:
    for key, value in item.items():
        if key in ACTIVE_KEYS:
            yield key.lstrip("/")
        elif isinstance(value, pikepdf.Name) and key in ("/S", "/Type") and str(value) in ACTIVE_TYPES:
            yield str(value).lstrip("/")
        else:
            yield from _active_below(value)


def _active_below(value: object) -> Iterator[str]:
    """What stands directly inside a value; indirect objects are visited on their own."""
    if isinstance(value, pikepdf.Object) and value.is_indirect:
        return
    if isinstance(value, pikepdf.Dictionary):
        yield from _active_in(value)
    elif isinstance(value, pikepdf.Array):
        for entry in value:
            yield from _active_below(entry)
