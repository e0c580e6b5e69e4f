"""Old backups are removed, and files that no backup needs any more; what is locked stays until its day."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final

from msgspec import Struct

from .place import FOLDERS, MANIFEST, NAMED, Place, part_key, pool_key
from .shelf import Lying

FEWEST: Final = 2


class Forgotten(Struct, frozen=True):
    """The backups that were removed, and those that somebody locked for longer."""

    names: list[str]
    locked: list[str]


def forget_old(place: Place, *, at: datetime, keep: timedelta) -> Forgotten:
    """Remove backups older than `keep`, never the last two.

    Files are removed only when every manifest that stays can be read; raises `Unsound` otherwise.
    """
    oldest = f"{(at - keep).astimezone(UTC):%Y%m%dT%H%M%SZ}"
    finished = place.names()
    old = [name for name in finished[:-FEWEST] if name < oldest]
    locked = [name for name in old if not _is_removed(place, name)]
    for name in _folders(place).difference(finished):
        if name < oldest:
            _remove(place, place.shelf.lying(f"{name}/"))
    if len(locked) < len(old):
        _forget_files(place)
    return Forgotten([name for name in old if name not in locked], locked)


def _is_removed(place: Place, name: str) -> bool:
    """Its manifest goes first: what is left of a backup that could be removed in part only is no backup."""
    files = sorted(place.shelf.lying(f"{name}/"), key=lambda file: file.key != part_key(name, MANIFEST))
    if not place.shelf.remove(files[0]):
        return False
    _remove(place, files[1:])
    return True


def _forget_files(place: Place) -> None:
    needed = {(pool_key(file.sha256), file.sealed.version) for name in place.names() for file in place.read(name).files}
    _remove(place, [file for file in place.shelf.lying("pool/") if (file.key, file.version) not in needed])


def _folders(place: Place) -> set[str]:
    names = (file.key.partition("/")[0] for file in place.shelf.lying(FOLDERS))
    return {name for name in names if NAMED.fullmatch(name)}


def _remove(place: Place, files: Iterable[Lying]) -> None:
    for file in list(files):
        place.shelf.remove(file)
