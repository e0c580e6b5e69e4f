"""Where backups lie: a folder for each, and one pool of files that all of them share.

20261122T121500Z/manifest   written last: a folder without one is no backup
20261122T121500Z/database
20261122T121500Z/settings
pool/ab/ab12…               each stored file once, by the SHA-256 of its bytes
"""

import re
from pathlib import Path
from typing import Final

import msgspec
from django.conf import settings

from .faults import Fault, Kind, Unsound
from .manifest import Manifest
from .sealing import Key, Sealed, opened, read_key, seal

NAMED: Final = re.compile(r"\d{8}T\d{6}Z")
MANIFEST: Final = "manifest"


class Place:
    """The directory of the backups, with the key that opens them."""

    def __init__(self, directory: Path, key: Key) -> None:
        self.directory = directory
        self.key = key

    def names(self) -> list[str]:
        """Every finished backup, the oldest first."""
        return sorted(
            path.parent.name for path in self.directory.glob(f"*/{MANIFEST}") if NAMED.match(path.parent.name)
        )

    def part(self, name: str, part: str) -> Path:
        """Where a part of a backup lies."""
        return self.directory / name / part

    def pooled(self, sha256: str) -> Path:
        """Where the bytes with this digest lie."""
        return self.directory / "pool" / sha256[:2] / sha256

    def write(self, manifest: Manifest) -> Sealed:
        """Finish a backup."""
        content = [msgspec.json.encode(manifest)]
        name = inner_name(manifest.name, MANIFEST)
        return seal(content, self.part(manifest.name, MANIFEST), key=self.key, name=name)

    def read(self, name: str) -> Manifest:
        """The manifest of a backup; raises `Unsound`."""
        path = self.part(name, MANIFEST)
        if not path.parent.is_dir():
            raise Unsound(Fault(Kind.MISSING, f"there is no backup {name} in {self.directory}."))
        if not path.is_file():
            raise Unsound(Fault(Kind.UNFINISHED, f"backup {name} has no manifest."))
        content = b"".join(opened(path, key=self.key, name=inner_name(name, MANIFEST)))
        return msgspec.json.decode(content, type=Manifest)


def inner_name(name: str, part: str) -> str:
    """The name under which a part is encrypted; the part of another backup doesn't open under it."""
    return f"{name}/{part}"


def pool_name(sha256: str) -> str:
    """The name under which a stored file is encrypted."""
    return f"pool/{sha256}"


def configured() -> Place:
    """The place that the settings name; raises `Unsound` when they name none."""
    if settings.BACKUP_DIR is None:
        raise Unsound(Fault(Kind.FAILED, "set BACKUP_DIR: the directory of the backups, best on another machine."))
    return Place(Path(settings.BACKUP_DIR), read_key(settings.BACKUP_KEY_FILE))
