"""Where a provider delivers: its SFTP site, or a directory for a delivery brought by hand.

SSH takes 6 MB, so it is imported by whoever goes to a site: web processes never fetch.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from django.conf import settings

from ..models import Provider
from ..ports import FileSource
from .directory import DirectorySource
from .faults import SourceUnavailable
from .patience import Patience

if TYPE_CHECKING:
    from .ssh import SftpAddress


class Source(FileSource, Protocol):
    """A source with a `label` that names it without secrets."""

    label: str


def open_source(address: str, provider: Provider) -> Source:
    """The source behind an `sftp://` address or a directory; nothing is contacted yet."""
    if address.startswith("sftp://"):
        from .sftp import SftpSource

        return SftpSource(
            _place(address, provider), Patience(seconds=settings.FEED_FETCH_SECONDS, max_names=settings.FEED_MAX_NAMES)
        )
    return DirectorySource(Path(address.removeprefix("file://")))


def reach(address: str, provider: Provider) -> None:
    """Go to where a provider delivers and sign in, without reading anything; raises `Unavailable`."""
    if not address.startswith("sftp://"):
        if not Path(address.removeprefix("file://")).is_dir():
            raise SourceUnavailable.because(f"{address} isn't a directory.", code="source.network")
        return
    from .ssh import connect

    connect(_place(address, provider)).close()


def _place(address: str, provider: Provider) -> "SftpAddress":
    from .ssh import SftpAddress

    return SftpAddress.parse(
        address, host_keys=provider.host_keys, credentials=provider.credentials, code=provider.code
    )
