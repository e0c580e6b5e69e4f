"""What followers of the public record are told, typed once for writing and for OpenAPI."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final, Literal, get_args

from .feed import LanguageMap, Record

ChangeKind = Literal[
    "published",
    "changed",
    "corrected",
    "toBeDeauthorised",
    "deauthorised",
    "reinstated",
    "retracted",
    "documentPublished",
    "documentWithdrawn",
    "noticePublished",
]
CHANGE_KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)


class EventType(StrEnum):
    """What a webhook can be asked to tell, the most telling word first."""

    PUBLISHED = "fund.published"
    DEAUTHORISED = "fund.deauthorised"
    NOTICE_PUBLISHED = "fund.notice_published"
    CHANGED = "fund.changed"
    DOCUMENTS_CHANGED = "fund.documents_changed"


EVENTS: Final[Mapping[ChangeKind, EventType]] = {
    "published": EventType.PUBLISHED,
    "changed": EventType.CHANGED,
    "corrected": EventType.CHANGED,
    "toBeDeauthorised": EventType.DEAUTHORISED,
    "deauthorised": EventType.DEAUTHORISED,
    "reinstated": EventType.CHANGED,
    "retracted": EventType.DEAUTHORISED,
    "documentPublished": EventType.DOCUMENTS_CHANGED,
    "documentWithdrawn": EventType.DOCUMENTS_CHANGED,
    "noticePublished": EventType.NOTICE_PUBLISHED,
}
"""Followers and webhooks are told the same: which event tells each kind of change."""


class ChangedDocument(Record, frozen=True, kw_only=True):
    """A document that a fund shows since this version, or shows no longer; `url` is relative to the API's host."""

    document_id: str
    document_type: str
    kind: Literal["published", "withdrawn"]
    sha256: str
    url: str


class Change(Record, frozen=True, kw_only=True, omit_defaults=False):
    """One entry of the ledger: which fund, what happened to it, and the digest of its new version.

    `fields` names the members of the fund that differ from the version before; it is empty for a first version.
    `sha256` is `publication.sha256` of that version, and `url` is relative to the API's host.
    """

    sequence: int
    at: datetime
    fund_id: str
    legal_fund_name_only: LanguageMap
    fund_group_name: LanguageMap | None
    version: int
    kinds: tuple[ChangeKind, ...]
    fields: tuple[str, ...]
    documents: tuple[ChangedDocument, ...]
    sha256: str
    url: str


class ChangeList(Record, frozen=True, kw_only=True, omit_defaults=False):
    """Changes in the order of the ledger; `next` is the address that goes on after them, also when nothing is new."""

    results: tuple[Change, ...]
    token: str
    next: str
    has_more: bool
