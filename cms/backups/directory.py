"""Backups in a directory, best one of another machine."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final

from .shelf import Lying

PRIVATE: Final = 0o600
UNFINISHED: Final = ".part"


class Directory:
    """A directory that only its owner reads; it has no locks, so whoever may write there may delete."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __str__(self) -> str:
        return str(self.path)

    def lying(self, prefix: str = "") -> Iterator[Lying]:
        """Every file, without those that were never finished."""
        folders = [self.path / prefix] if prefix.endswith("/") else sorted(self.path.glob(f"{prefix}*"))
        for path in (path for folder in folders for path in sorted(folder.rglob("*"))):
            if path.is_file() and path.suffix != UNFINISHED:
                yield Lying(path.relative_to(self.path).as_posix(), "", path.stat().st_size)

    def put(self, key: str, pieces: Iterable[bytes], *, until: datetime | None) -> str:  # noqa: ARG002 - no locks here
        """Write beside, make durable, then rename."""
        target = self.path / key
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished = target.with_name(target.name + UNFINISHED)
        unfinished.touch(PRIVATE)
        with unfinished.open("wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(target)
        return ""

    def open(self, key: str, version: str) -> BinaryIO:  # noqa: ARG002 - there is one
        """The file."""
        return (self.path / key).open("rb")

    def keep(self, key: str, version: str, *, until: datetime) -> None:
        """Nothing: there are no locks."""

    def remove(self, file: Lying) -> bool:
        """Remove the file, and its folder when that is empty then."""
        path = self.path / file.key
        path.unlink()
        for rest in path.parent.glob(f"*{UNFINISHED}"):
            rest.unlink()
        with suppress(OSError):
            path.parent.rmdir()
        return True
