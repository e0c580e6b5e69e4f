"""The manifest: everything that a backup holds, and what the installation said of itself at that moment."""

from datetime import datetime

from msgspec import Struct

from .sealing import Sealed


class State(Struct, frozen=True):
    """What an installation says of itself; equal states hold the same record and give the same answers.

    `tables` gives number and fingerprint of all rows, `answers` the SHA-256 of what the API answers at an address.
    """

    tables: dict[str, str]
    ledger: str
    audit: int
    answers: dict[str, str]


class StoredFile(Struct, frozen=True):
    """A file of one of the stores, and the encrypted file that keeps its bytes."""

    store: str
    path: str
    size: int
    sha256: str
    sealed: Sealed


class Manifest(Struct, frozen=True, kw_only=True):
    """One backup; `parts` are its own encrypted files by name, `files` lie in the pool that all backups share."""

    name: str
    at: datetime
    parts: dict[str, Sealed]
    files: tuple[StoredFile, ...]
    state: State

    @property
    def size(self) -> int:
        """The bytes that are needed to restore it."""
        pooled = {file.sha256: file.sealed.size for file in self.files}
        return sum(part.size for part in self.parts.values()) + sum(pooled.values())
