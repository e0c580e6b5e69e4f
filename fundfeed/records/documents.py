"""What the API says of documents: lists, one file with all its publications, a fund's documents, and verification."""

from datetime import date, datetime
from typing import Literal

from .feed import LanguageMap, Record, Target
from .public import Total

Status = Literal["current", "superseded", "archived", "replaced", "withdrawn"]


class DocumentPublication(Record, frozen=True, kw_only=True):
    """One document with the bytes that are or were public of it; `url` is relative to the host of the API.

    `status`: current or superseded as the provider states it; archived when it is no longer listed or past its day;
    replaced when the document has other bytes now; withdrawn when it was taken back. The last two have an `endedAt`.
    `isLatest`: of its type, language and target it is the current one that became valid last.
    `source` is "upload" for what two people published by hand; all others name their `deliveryId`.
    """

    document_id: str
    document_type: str
    title: LanguageMap
    languages: tuple[str, ...]
    sha256: str
    url: str
    size_in_bytes: int
    pages: int | None = None
    document_date: date
    publication_date: date
    valid_from: date | None = None
    expiration_date: date | None = None
    version: str | None = None
    applies_to: tuple[Target, ...]
    source: Literal["upload"] | None = None
    provider: str
    delivery_id: str | None = None
    status: Status
    is_latest: bool
    first_published_at: datetime
    ended_at: datetime | None = None


class DocumentList(Record, frozen=True, kw_only=True, omit_defaults=False):
    """One page of documents, the newest first."""

    results: tuple[DocumentPublication, ...]
    next: str | None
    previous: str | None
    total: Total


class DocumentLink(Record, frozen=True, kw_only=True):
    """Another document of the same line."""

    document_id: str
    sha256: str
    url: str
    status: Status


class DocumentVersion(DocumentPublication, frozen=True, kw_only=True):
    """A document with those that it replaced and those that replaced it, as far as they were public."""

    supersedes: tuple[DocumentLink, ...]
    superseded_by: tuple[DocumentLink, ...]


class DocumentAtFunds(DocumentVersion, frozen=True, kw_only=True):
    """A document with the funds that it concerns: the first 100 of them, and how many there are."""

    fund_ids: tuple[str, ...]
    fund_count: int


class DocumentAbout(Record, frozen=True, kw_only=True):
    """All that is known of these bytes: each document under which they were published."""

    sha256: str
    url: str
    publications: tuple[DocumentAtFunds, ...]


class DocumentGroup(Record, frozen=True, kw_only=True):
    """A fund's documents of one type in one language, the newest first, former ones included."""

    document_type: str
    language: str
    documents: tuple[DocumentVersion, ...]


class FundDocuments(Record, frozen=True, kw_only=True):
    """All documents of a fund, by type and language."""

    fund_id: str
    groups: tuple[DocumentGroup, ...]


class Verification(Record, frozen=True, kw_only=True):
    """The repository did publish these bytes: what they are, since when, and whether they still stand.

    `isCurrent`: at least one of these documents is current now and the latest of its kind.
    """

    sha256: str
    is_published: Literal[True]
    is_current: bool
    first_published_at: datetime
    ended_at: datetime | None = None
    url: str
    documents: tuple[DocumentPublication, ...]
