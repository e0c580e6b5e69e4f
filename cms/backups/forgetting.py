"""Old backups are removed, and files that no backup needs any more."""

import shutil
from datetime import UTC, datetime, timedelta
from typing import Final

from .place import NAMED, Place

FEWEST: Final = 2


def forget_old(place: Place, *, at: datetime, keep: timedelta) -> list[str]:
    """Remove backups older than `keep`, never the last two; returns their names.

    Files are removed only when every manifest that stays can be read; raises `Unsound` otherwise.
    """
    oldest = f"{(at - keep).astimezone(UTC):%Y%m%dT%H%M%SZ}"
    old = [name for name in place.names()[:-FEWEST] if name < oldest]
    for name in [*old, *_unfinished(place, oldest)]:
        shutil.rmtree(place.directory / name)
    if old:
        needed = {file.sha256 for name in place.names() for file in place.read(name).files}
        for path in (place.directory / "pool").glob("*/*"):
            if path.name not in needed:
                path.unlink()
    return old


def _unfinished(place: Place, oldest: str) -> list[str]:
    finished = set(place.names())
    folders = [path.name for path in place.directory.iterdir() if NAMED.fullmatch(path.name)]
    return [name for name in folders if name not in finished and name < oldest]
