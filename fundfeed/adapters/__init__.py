"""The outside world: SFTP, directories, storage, PDFs, mail."""

from .archive import default_archive
from .source import open_source

__all__ = ["default_archive", "open_source"]
