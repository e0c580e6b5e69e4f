"""A delivery that lies in a directory: for trying one before sending, and for people who bring their own."""

import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..ports import RemoteFile
from .faults import SourceUnavailable, is_safe_name

CHUNK = 1024 * 1024


class DirectorySource:
    """Regular files directly in one directory; links and subdirectories are left out."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self.label = str(directory)

    def listing(self) -> Mapping[str, RemoteFile]:
        """Regular files by name; raises `SourceUnavailable` when the directory can't be read."""
        try:
            return {file.name: file for file in self._files()}
        except OSError as error:
            raise SourceUnavailable.because(
                f"The directory {self._directory} can't be read: {error.strerror}."
            ) from error

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of one file."""
        try:
            with (self._directory / name).open("rb") as stream:
                while chunk := stream.read(CHUNK):
                    yield chunk
        except OSError as error:
            raise SourceUnavailable.because(f"{name} can't be read: {error.strerror}.", file=name) from error

    def another(self) -> "DirectorySource":
        """A directory is read from any thread."""
        return self

    def close(self) -> None:
        """Nothing stays open."""

    def _files(self) -> Iterator[RemoteFile]:
        for path in self._directory.iterdir():
            status = path.lstat()
            if stat.S_ISREG(status.st_mode) and is_safe_name(path.name):
                yield RemoteFile(name=path.name, size=status.st_size, modified=int(status.st_mtime))
