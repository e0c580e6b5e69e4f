"""Where a provider delivers: its SFTP site, or a directory for a delivery brought by hand."""

from pathlib import Path
from typing import Protocol

from django.conf import settings

from ..models import Provider
from ..ports import FileSource
from .directory import DirectorySource
from .patience import Patience


class Source(FileSource, Protocol):
    """A source with a `label` that names it without secrets."""

    label: str


def open_source(address: str, provider: Provider) -> Source:
    """The source behind an `sftp://` address or a directory; nothing is contacted yet."""
    if address.startswith("sftp://"):
        return _site(address, provider)
    return DirectorySource(Path(address.removeprefix("file://")))


def _site(address: str, provider: Provider) -> Source:
    from .sftp import SftpSource  # SSH takes 6 MB, and web processes never fetch
    from .ssh import SftpAddress

    where = SftpAddress.parse(
        address, host_keys=provider.host_keys, credentials=provider.credentials, code=provider.code
    )
    return SftpSource(where, Patience(seconds=settings.FEED_FETCH_SECONDS, max_names=settings.FEED_MAX_NAMES))
