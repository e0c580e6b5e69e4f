"""One delivery on its way through the stages: received files, envelope, records with their place."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Generic, TypeVar

from msgspec import Struct

from .feed import DeauthorisationRecord, DocumentRecord, FundRecord
from .findings import Finding

INDEX, DOCUMENT, DEAUTHORISED = MANIFESTS = ("index.json", "document.json", "deauthorised.json")
MAX_FILE_BYTES = 512 * 1024 * 1024  # many times the largest register of funds
MAX_DOCUMENT_BYTES = 64 * 1024 * 1024  # an annual report with pictures stays below it


class ReceivedFile(Struct, frozen=True):
    """A file as it was archived: our SHA-256, and all digests that were computed while streaming."""

    name: str
    size: int
    sha256: str
    digests: Mapping[str, str]


def as_sent(inner: str, renamed: Mapping[str, str]) -> str:
    """The JSON pointer in the provider's own names; `renamed` holds the key as sent for pointers in the contract's."""
    here, sent = "", ""
    for step in inner.split("/")[1:]:
        here = f"{here}/{step}"
        sent += "/" + renamed.get(here, step).replace("~", "~0").replace("/", "~1")
    return sent


class Envelope(Struct, frozen=True, kw_only=True):
    """The head of a manifest (section 2); everything but the record count may be missing in a bare array.

    `renamed` holds the keys that the provider calls otherwise, `deauthorised_at` where its third list stands.
    """

    record_count: int | None = None
    schema_version: str = ""
    provider_id: str = ""
    delivery_id: str = ""
    previous_delivery_id: str = ""
    generated_at: datetime | None = None
    content_date: date | None = None
    renamed: Mapping[str, str] = {}
    deauthorised_at: str = "/deauthorised"

    def where(self, pointer: str) -> str:
        """The pointer in the provider's own names."""
        return as_sent(pointer, self.renamed)


R = TypeVar("R")


class Placed(Struct, Generic[R], frozen=True, gc=False):
    """A record with its JSON pointer, the digest of its bytes, its canonical JSON, and its keys of another name."""

    pointer: str
    source_sha256: str
    record: R
    canonical: bytes
    renamed: Mapping[str, str] = {}

    def where(self, inner: str) -> str:
        """The JSON pointer of a place inside the record, in the provider's own names."""
        return self.pointer + as_sent(inner, self.renamed)


class Known(Struct, frozen=True, gc=False):
    """A record whose very bytes were accepted before: it isn't decoded again."""

    pointer: str
    key: str


class HeldRecord(Struct, frozen=True, gc=False):
    """A record that breaks a rule: its last good version stays public."""

    pointer: str
    key: str
    isins: tuple[str, ...] = ()


class RecordSet(Struct, Generic[R], frozen=True):
    """The records of one manifest, sorted by what may be done with them."""

    records: tuple[Placed[R], ...]
    known: tuple[Known, ...]
    held: tuple[HeldRecord, ...]


class ParsedDelivery(Struct, frozen=True):
    """All three manifests, decoded."""

    envelope: Envelope
    funds: RecordSet[FundRecord]
    documents: RecordSet[DocumentRecord]
    deauthorised: tuple[Placed[DeauthorisationRecord], ...]
    findings: tuple[Finding, ...]
