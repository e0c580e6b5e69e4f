"""The stored files of every store: read for a backup, written back from one."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import chain
from typing import BinaryIO, Final, cast

from django.core.files.base import File
from django.core.files.storage import Storage, storages

from .faults import Fault, Kind, Unsound
from .manifest import Manifest, StoredFile
from .place import Place, pool_key
from .reading import Reader

STORES: Final[Mapping[str, str]] = {"default": "media", "archive": "archive", "bulk": "bulk"}
CHUNK: Final = 1024 * 1024
_DIGEST: Final = re.compile(r"(?:^|/)([0-9a-f]{64})$")
_SEAL: Final = re.compile(r"^audit/[^/]*Z-(\d+)")


def keep_files(place: Place, *, before: Manifest | None, last_event: int, at: datetime) -> Iterator[StoredFile]:
    """Take every stored file into the pool, unless it lies there already; `before` is the last backup.

    A seal of the audit trail that is younger than the dump stays out: it speaks of events that the dump doesn't have.
    """
    lying = {(file.key, file.version, file.size) for file in place.shelf.lying("pool/")}
    former = before.files if before else ()
    known = {file.sha256: file for file in former if _there(file) in lying}
    for store in STORES:
        for path in _paths(storages[store]):
            seal_of = _SEAL.match(path)
            if not (store == "archive" and seal_of and int(seal_of[1]) > last_event):
                yield _kept(place, store, path, known, at)


def write_back(place: Place, manifest: Manifest, targets: Mapping[str, Storage]) -> None:
    """Write every file of a backup to its store, where it isn't there already; raises `Unsound` for other bytes."""
    for file in manifest.files:
        target = targets[file.store]
        if target.exists(file.path):
            if _digest(target, file.path) != file.sha256:
                raise Unsound(Fault(Kind.DIFFERENT, f"{file.path} is there with other bytes: move it away."))
            continue
        pieces = place.file(file.sha256, file.sealed)
        target.save(file.path, File(cast(BinaryIO, Reader(pieces)), name=file.path))


def _there(file: StoredFile) -> tuple[str, str, int]:
    return pool_key(file.sha256), file.sealed.version, file.sealed.size


def _kept(place: Place, store: str, path: str, known: dict[str, StoredFile], at: datetime) -> StoredFile:
    named = _DIGEST.search(path)
    sha256 = named[1] if named and named[1] in known else _digest(storages[store], path)
    former = known.get(sha256)
    if former:
        size, sealed = former.size, place.keep_file(sha256, former.sealed, at=at)
    else:
        size = storages[store].size(path)
        sealed = place.seal_file(sha256, _chunks(storages[store], path), at=at)
    known[sha256] = StoredFile(store, path, size, sha256, sealed)
    return known[sha256]


def _paths(storage: Storage, folder: str = "") -> Iterator[str]:
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}".lstrip("/") for name in sorted(names))
    yield from chain.from_iterable(_paths(storage, f"{folder}/{name}".lstrip("/")) for name in sorted(folders))


def _digest(storage: Storage, path: str) -> str:
    digest = hashlib.sha256()
    for chunk in _chunks(storage, path):
        digest.update(chunk)
    return digest.hexdigest()


def _chunks(storage: Storage, path: str) -> Iterator[bytes]:
    with storage.open(path) as file:
        while chunk := file.read(CHUNK):
            yield chunk
