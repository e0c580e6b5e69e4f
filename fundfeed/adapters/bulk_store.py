"""Where bulk files are kept, each under its digest: local disk by default, S3 by setting."""

import hashlib
from contextlib import closing
from pathlib import Path

from django.core.files import File
from django.core.files.storage import storages

from . import portions
from .portions import Portion


def keep(path: Path, *, sha256: str, size: int) -> None:
    """Store a complete file, unless its bytes are there already."""
    storage = storages["bulk"]
    if storage.exists(sha256):
        if storage.size(sha256) == size:
            return
        storage.delete(sha256)
    with path.open("rb") as stream:
        storage.save(sha256, File(stream))


def holds(sha256: str, *, size: int) -> bool:
    """Whether these bytes are there and whole."""
    digest = hashlib.sha256()
    try:
        with closing(portion(sha256, first=0, length=size)) as pieces:
            for piece in pieces:
                digest.update(piece)
    except portions.Unreadable:
        return False
    return digest.hexdigest() == sha256


def portion(sha256: str, *, first: int, length: int) -> Portion:
    """The bytes from `first` on, piece by piece; raises `Unreadable` when they can't be had."""
    return portions.portion(storages["bulk"], sha256, first=first, length=length)


def forget(sha256: str) -> None:
    """Delete bytes that no set names any more."""
    storages["bulk"].delete(sha256)
