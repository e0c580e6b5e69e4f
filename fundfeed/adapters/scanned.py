"""Looks into a PDF, and then asks the virus scanner where there is one."""

from typing import BinaryIO

import structlog
from django.conf import settings
from msgspec.structs import replace

from ..ports import PdfReport
from . import pdf_room
from .scanner import ScannerSilentError, scan

log = structlog.get_logger(__name__)


def inspect(stream: BinaryIO) -> PdfReport:
    """The report on a PDF; what the scanner knows is refused, and without its verdict there is none of ours."""
    report = pdf_room.inspect(stream)
    if report.refusal or not settings.CLAMAV_URL:
        return report
    stream.seek(0)
    try:
        signature = scan(stream, address=settings.CLAMAV_URL)
    except ScannerSilentError as error:
        log.warning("scanner.silent", error=str(error))
        return replace(report, is_judged=False)
    return replace(report, refusal=f"The virus scanner knows it as {signature}.") if signature else report
