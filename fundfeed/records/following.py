"""What followers of the public record are told, typed once for writing and for OpenAPI."""

from datetime import datetime
from typing import Literal, get_args

from .feed import LanguageMap, Record

ChangeKind = Literal[
    "published",
    "changed",
    "corrected",
    "deauthorised",
    "reinstated",
    "retracted",
    "documentPublished",
    "documentWithdrawn",
]
CHANGE_KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)


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
