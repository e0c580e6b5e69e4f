"""Portions of archived files, read piece by piece: no file is ever in memory as a whole, whatever the storage."""

from collections.abc import Iterator
from typing import Any, Protocol

from django.core.files.storage import Storage

CHUNK = 64 * 1024


class Unreadable(Exception):
    """The stored bytes can't be read now."""


class _Stream(Protocol):
    def read(self, size: int, /) -> bytes: ...

    def close(self) -> None: ...


class Portion:
    """Some bytes of a stream, as an iterator that lets go of the stream when it is closed, begun or not."""

    def __init__(self, stream: _Stream, length: int) -> None:
        self._stream, self._left = stream, length

    def __iter__(self) -> Iterator[bytes]:
        while self._left and (chunk := self._stream.read(min(CHUNK, self._left))):
            self._left -= len(chunk)
            yield chunk

    def close(self) -> None:
        """Let go of the file or the connection."""
        self._stream.close()


def portion(storage: Storage, path: str, *, first: int, length: int) -> Portion:
    """The bytes of a stored file from `first` on; raises `Unreadable` when they can't be had."""
    opened = _from_s3 if hasattr(storage, "bucket_name") else _from_disk
    return Portion(opened(storage, path, first, length), length)


def _from_disk(storage: Storage, path: str, first: int, _length: int) -> _Stream:
    try:
        stream: Any = storage.open(path)
    except OSError as error:
        raise Unreadable(f"{path}: {error}") from error
    stream.seek(first)
    return stream  # type: ignore[no-any-return]  # Django's File


def _from_s3(storage: Any, path: str, first: int, length: int) -> _Stream:
    """Only these bytes travel: django-storages' own file would bring all of them before the first."""
    from botocore.exceptions import BotoCoreError, ClientError  # a heavy import that a local disk doesn't need

    try:
        answer = storage.bucket.Object(f"{storage.location}/{path}").get(Range=f"bytes={first}-{first + length - 1}")
    except (BotoCoreError, ClientError) as error:
        raise Unreadable(f"{path}: {error}") from error
    stream: _Stream = answer["Body"]
    return stream
