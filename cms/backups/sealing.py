"""Encrypted files: written once, read piece by piece; neither bytes nor order nor name can be changed unnoticed.

A file is a header, then pieces under AES-256-GCM. Each file has a key of its own, derived from the operator's key, a
random salt and the file's name. A piece's nonce is its number and whether it is the last: a file that is cut short ends
with a piece that isn't, and a file under another's name opens with no key.
"""

import base64
import binascii
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from msgspec import Struct

from .faults import Fault, Kind, Unsound

MARK: Final = b"FRBACKUP1"
KEY_BYTES: Final = 32
PIECE: Final = 1024 * 1024
_ID, _SALT, _TAG = 8, 16, 16
HEADER: Final = len(MARK) + _ID + _SALT


class Sealed(Struct, frozen=True):
    """An encrypted file as it was written: size, SHA-256, in a bucket its version, and until when nobody removes it."""

    size: int
    sha256: str
    version: str = ""
    until: datetime | None = None

    def is_same(self, other: "Sealed") -> bool:
        """Whether both are the same bytes."""
        return (self.size, self.sha256) == (other.size, other.sha256)


class Key:
    """The operator's key; every backup says which one it needs."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self.id = self._derived(salt=b"", purpose="id")[:_ID]

    def of(self, name: str, salt: bytes) -> AESGCM:
        """The cipher of one file."""
        return AESGCM(self._derived(salt=salt, purpose=f"file {name}"))

    def _derived(self, *, salt: bytes, purpose: str) -> bytes:
        return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=purpose.encode()).derive(self._secret)


def read_key(path: Path | None) -> Key:
    """The key of `BACKUP_KEY_FILE`: 32 random bytes in Base64."""
    if path is None:
        raise Unsound(Fault(Kind.FAILED, "set BACKUP_KEY_FILE: a file with 32 random bytes in Base64."))
    try:
        secret = base64.b64decode(path.read_text().strip(), validate=True)
    except (OSError, ValueError, binascii.Error) as error:
        raise Unsound(Fault(Kind.WRONG_KEY, f"the key file {path} can't be read: {error}.")) from None
    if len(secret) != KEY_BYTES:
        raise Unsound(Fault(Kind.WRONG_KEY, f"the key file {path} doesn't hold {KEY_BYTES} bytes in Base64."))
    return Key(secret)


def seal(chunks: Iterable[bytes], put: Callable[[Iterable[bytes]], str], *, key: Key, name: str) -> Sealed:
    """Encrypt a stream and let `put` write it, which returns the version."""
    salt = os.urandom(_SALT)
    digest, size = hashlib.sha256(), 0

    def measured_on_the_way() -> Iterator[bytes]:
        nonlocal size
        for written in _written(chunks, header=MARK + key.id + salt, cipher=key.of(name, salt)):
            digest.update(written)
            size += len(written)
            yield written

    version = put(measured_on_the_way())
    return Sealed(size, digest.hexdigest(), version)


def opened(file: BinaryIO, *, key: Key, name: str) -> Iterator[bytes]:
    """The bytes that were encrypted; raises `Unsound` as soon as something isn't what was written."""
    with closing(file):
        cipher = _cipher(file, key=key, name=name)
        number, piece = 0, file.read(PIECE + _TAG)
        while True:
            following = file.read(PIECE + _TAG)
            try:
                yield cipher.decrypt(_nonce(number, is_last=not following), piece, None)
            except InvalidTag:
                raise Unsound(Fault(Kind.ALTERED, f"{name} isn't what was written.")) from None
            if not following:
                return
            number, piece = number + 1, following


def measured(file: BinaryIO) -> Sealed:
    """The encrypted file as it lies there now."""
    digest, size = hashlib.sha256(), 0
    with closing(file):
        while piece := file.read(PIECE):
            digest.update(piece)
            size += len(piece)
    return Sealed(size, digest.hexdigest())


def _written(chunks: Iterable[bytes], *, header: bytes, cipher: AESGCM) -> Iterator[bytes]:
    yield header
    number, waiting = 0, bytearray()
    for chunk in chunks:
        waiting += chunk
        while len(waiting) > PIECE:
            yield cipher.encrypt(_nonce(number, is_last=False), bytes(waiting[:PIECE]), None)
            number += 1
            del waiting[:PIECE]
    yield cipher.encrypt(_nonce(number, is_last=True), bytes(waiting), None)


def _cipher(file: BinaryIO, *, key: Key, name: str) -> AESGCM:
    header = file.read(HEADER)
    if len(header) < HEADER:
        raise Unsound(Fault(Kind.TRUNCATED, f"{name} ends before it begins."))
    if not header.startswith(MARK):
        raise Unsound(Fault(Kind.ALTERED, f"{name} is no file of a backup."))
    if header[len(MARK) :][:_ID] != key.id:
        raise Unsound(Fault(Kind.WRONG_KEY, f"{name} was written with another key than BACKUP_KEY_FILE holds."))
    return key.of(name, header[-_SALT:])


def _nonce(number: int, *, is_last: bool) -> bytes:
    return bytes([is_last]) + number.to_bytes(11)
