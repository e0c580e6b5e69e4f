"""Making a backup: the database as of one moment, then every stored file, then the manifest."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Final

import msgspec
from django.conf import settings
from django.db import connection
from msgspec import Struct

from fundfeed.selectors.bulk import snapshot

from .database import dumped
from .faults import Fault, Kind, Unsound
from .manifest import Manifest, State
from .place import Place
from .sealing import Sealed
from .state import state
from .stored import keep_files

LOCK: Final = 1_112_228_690
DATABASE: Final = "database"
SETTINGS: Final = "settings"


class Made(Struct, frozen=True):
    """A finished backup, what of it was new, and the digest by which its manifest is known again."""

    manifest: Manifest
    added: int
    manifest_sha256: str


def make_backup(place: Place, *, at: datetime) -> Made:
    """Make one; files that the last backup has aren't stored again. Raises `Unsound`."""
    name = f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    if name in place.names():
        raise Unsound(Fault(Kind.FAILED, f"there is a backup {name} already."))
    before = _last(place)
    database, stated = _database(place, name, at)
    told = msgspec.json.encode(settings.SETTINGS_TOLD)
    parts = {DATABASE: database, SETTINGS: place.seal_part(name, SETTINGS, [told], at=at)}
    files = tuple(keep_files(place, before=before, last_event=stated.audit, at=at))
    manifest = Manifest(name=name, at=at, parts=parts, files=files, state=stated)
    return Made(manifest, _added(manifest, before), place.write(manifest).sha256)


def _database(place: Place, name: str, at: datetime) -> tuple[Sealed, State]:
    with snapshot():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_export_snapshot()")
            (exported,) = cursor.fetchone()
        stated = state()
        return place.seal_part(name, DATABASE, dumped(snapshot=exported), at=at), stated


def _last(place: Place) -> Manifest | None:
    """The last backup that can be read: one that can't saves no work, and isn't in the way of a new one."""
    for name in reversed(place.names()):
        try:
            return place.read(name)
        except Unsound:
            continue
    return None


def _added(manifest: Manifest, before: Manifest | None) -> int:
    known = {file.sealed.sha256 for file in before.files} if before else set()
    new = {file.sealed.sha256: file.sealed.size for file in manifest.files if file.sealed.sha256 not in known}
    return sum(part.size for part in manifest.parts.values()) + sum(new.values())


@contextmanager
def alone() -> Iterator[None]:
    """One backup at a time, forgetting included: another would count on files that this one forgets."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            raise Unsound(Fault(Kind.FAILED, "another backup is being made."))
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
