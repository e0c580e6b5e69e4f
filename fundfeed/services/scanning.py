"""Files that people bring and that no stage of the feed looks at: the virus scanner is asked, where there is one."""

from typing import BinaryIO, Final

from django.conf import settings

from ..adapters.scanner import ScannerSilentError, scan
from ..adapters.unpacking import UploadRefusedError

SILENT: Final = "The virus scanner doesn't answer, so nothing can be taken in. Try again later."


def refuse_infected(stream: BinaryIO) -> None:
    """Raise `UploadRefusedError` for what the scanner knows, and when it gives no verdict."""
    if not settings.CLAMAV_URL:
        return
    try:
        signature = scan(stream, address=settings.CLAMAV_URL)
    except ScannerSilentError as error:
        raise UploadRefusedError(SILENT) from error
    if signature:
        raise UploadRefusedError(f"The virus scanner knows it as {signature}.")
