"""Where backups lie: a folder for each, and one pool of files that all of them share.

20261122T121500Z/manifest   written last: a folder without one is no backup
20261122T121500Z/database
20261122T121500Z/settings
pool/ab/ab12…               each stored file once, by the SHA-256 of its bytes
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final

import msgspec
from django.conf import settings

from .bucket import Bucket
from .directory import Directory
from .faults import Fault, Kind, Unsound
from .manifest import Manifest
from .sealing import Key, Sealed, measured, opened, read_key, seal
from .shelf import Shelf

NAMED: Final = re.compile(r"\d{8}T\d{6}Z")
MANIFEST: Final = "manifest"
# Files of the pool are locked for longer than each backup needs, so that not every backup locks every file anew.
AHEAD: Final = timedelta(days=7)
FOLDERS: Final = "2"  # they are named by their year, and the pool isn't


class Place:
    """The shelf of the backups, the key that opens them, and for how long nobody removes what is laid down there."""

    def __init__(self, shelf: Shelf, key: Key, *, locked_for: timedelta | None = None) -> None:
        self.shelf = shelf
        self.key = key
        self._locked_for = locked_for

    def names(self) -> list[str]:
        """Every finished backup, the oldest first."""
        folders = (file.key.partition("/") for file in self.shelf.lying(FOLDERS))
        return sorted({name for name, _, part in folders if NAMED.fullmatch(name) and part == MANIFEST})

    def seal_part(self, name: str, part: str, chunks: Iterable[bytes], *, at: datetime) -> Sealed:
        """Lay down a part of a backup."""
        return self._seal(part_key(name, part), chunks, name=part_key(name, part), until=self._lock(at))

    def seal_file(self, sha256: str, chunks: Iterable[bytes], *, at: datetime) -> Sealed:
        """Lay down the bytes with this digest."""
        return self._seal(pool_key(sha256), chunks, name=pool_name(sha256), until=self._lock(at + AHEAD))

    def keep_file(self, sha256: str, sealed: Sealed, *, at: datetime) -> Sealed:
        """Lock what lies in the pool for another backup's time, if it isn't already."""
        needed = self._lock(at)
        if needed is None or (sealed.until and sealed.until >= needed):
            return sealed
        until = needed + AHEAD
        self.shelf.keep(pool_key(sha256), sealed.version, until=until)
        return msgspec.structs.replace(sealed, until=until)

    def part(self, name: str, part: str, sealed: Sealed) -> Iterator[bytes]:
        """What a part of a backup holds."""
        key = part_key(name, part)
        return opened(self.shelf.open(key, sealed.version), key=self.key, name=key)

    def file(self, sha256: str, sealed: Sealed) -> Iterator[bytes]:
        """The bytes with this digest."""
        return opened(self.shelf.open(pool_key(sha256), sealed.version), key=self.key, name=pool_name(sha256))

    def write(self, manifest: Manifest) -> Sealed:
        """Finish a backup."""
        return self.seal_part(manifest.name, MANIFEST, [msgspec.json.encode(manifest)], at=manifest.at)

    def read(self, name: str) -> Manifest:
        """The manifest of a backup as it was written first; raises `Unsound`."""
        key = part_key(name, MANIFEST)
        file = opened(self.shelf.open(key, self._first(name)), key=self.key, name=key)
        return msgspec.json.decode(b"".join(file), type=Manifest)

    def measured_manifest(self, name: str) -> Sealed:
        """The encrypted manifest as it lies there now."""
        return measured(self.shelf.open(part_key(name, MANIFEST), self._first(name)))

    def _first(self, name: str) -> str:
        lying = list(self.shelf.lying(f"{name}/"))
        if not lying:
            raise Unsound(Fault(Kind.MISSING, f"there is no backup {name} in {self.shelf}."))
        versions = [file.version for file in lying if file.key == part_key(name, MANIFEST)]
        if not versions:
            raise Unsound(Fault(Kind.UNFINISHED, f"backup {name} has no manifest."))
        return versions[0]

    def _seal(self, key: str, chunks: Iterable[bytes], *, name: str, until: datetime | None) -> Sealed:
        sealed = seal(chunks, lambda pieces: self.shelf.put(key, pieces, until=until), key=self.key, name=name)
        return msgspec.structs.replace(sealed, until=until)

    def _lock(self, at: datetime) -> datetime | None:
        return at + self._locked_for if self._locked_for else None


def part_key(name: str, part: str) -> str:
    """Where a part lies, and the name under which it is encrypted; another backup's part doesn't open under it."""
    return f"{name}/{part}"


def pool_key(sha256: str) -> str:
    """Where the bytes with this digest lie."""
    return f"pool/{sha256[:2]}/{sha256}"


def pool_name(sha256: str) -> str:
    """The name under which a stored file is encrypted."""
    return f"pool/{sha256}"


def configured() -> Place:
    """The place that the settings name; raises `Unsound` when they name none."""
    if settings.BACKUP_BUCKET:
        days, (name, options) = settings.BACKUP_LOCK_DAYS, settings.BACKUP_BUCKET
        locked_for = timedelta(days=days) if days else None
        return Place(Bucket(name, options), read_key(settings.BACKUP_KEY_FILE), locked_for=locked_for)
    if settings.BACKUP_DIR is None:
        raise Unsound(Fault(Kind.FAILED, "set BACKUP_URL, a bucket, or BACKUP_DIR, a directory of another machine."))
    return Place(Directory(settings.BACKUP_DIR), read_key(settings.BACKUP_KEY_FILE))
