"""What the public record says: the bodies that the API serves, typed once for writing and for OpenAPI."""

from datetime import date, datetime
from typing import Any, Literal

from .feed import Amount, FundRecord, LanguageMap, LanguageText, Record, Target, Umbrella


class PublishedDocument(Record, frozen=True, kw_only=True):
    """A document as a fund's page lists it; `url` is relative to the host of the API.

    `source` is "upload" for what people published by hand, and absent for the provider's own documents.
    """

    document_id: str
    document_type: str
    title: LanguageMap
    languages: tuple[str, ...]
    sha256: str
    url: str
    size_in_bytes: int
    document_date: date
    publication_date: date
    valid_from: date | None = None
    expiration_date: date | None = None
    version: str | None = None
    status: Literal["current", "superseded", "archived"]
    is_latest: bool = False
    applies_to: tuple[Target, ...]
    source: Literal["upload"] | None = None


class Deauthorisation(Record, frozen=True, kw_only=True):
    """When and why a fund lost its authorisation, or will lose it."""

    deauthorisation_date: date
    reason: str | None = None
    absorbed_by_fund_id: str | None = None
    last_dealing_date: date | None = None


class PublishedCorrection(Record, frozen=True, kw_only=True, omit_defaults=False):
    """A field whose value isn't the provider's: two people corrected it, and why."""

    field: str
    provider_value: Any
    corrected_value: Any
    reason: str
    since: date


class Editorial(Record, frozen=True, kw_only=True):
    """What editors say about a fund, by language: HTML of paragraphs, lists and emphasis."""

    summary: LanguageText


class FundProfile(FundRecord, frozen=True, kw_only=True):
    """One version of a fund in the ledger: the provider's record without daily figures, and its documents."""

    documents: tuple[PublishedDocument, ...]
    deauthorisation: Deauthorisation | None = None
    corrections: tuple[PublishedCorrection, ...] = ()
    editorial: Editorial | None = None


class Publication(Record, frozen=True, kw_only=True):
    """Where this version comes from: the delivery, the file in it, and the JSON pointer."""

    version: int
    sha256: str
    published_at: datetime
    provider: str
    delivery_id: str
    content_date: date | None
    file: str
    pointer: str


class FundDetail(FundProfile, frozen=True, kw_only=True):
    """A fund as the API serves it: its latest version, its latest figures, and where they come from."""

    publication: Publication


class FundSummary(Record, frozen=True, kw_only=True, omit_defaults=False):
    """A fund as lists show it."""

    fund_id: str
    legal_fund_name_only: LanguageMap
    umbrella: Umbrella | None
    fund_group_name: LanguageMap | None
    man_co: str
    authorisation_status: str
    authorisation_date: date
    fund_domicile_alpha2: str
    fund_currency: str
    asset_class: str | None
    is_etf: bool | None
    risk_level: int | None
    share_class_count: int
    document_count: int
    aum_fund: Amount | None
    deauthorisation_date: date | None
    isins: tuple[str, ...]


class Total(Record, frozen=True, kw_only=True):
    """How many match; beyond 1,000 only that it is more."""

    value: int
    relation: Literal["eq", "gte"]


class FundList(Record, frozen=True, kw_only=True, omit_defaults=False):
    """One page of funds; approximate when nothing was found and `searched_for` was taken instead."""

    results: tuple[FundSummary, ...]
    next: str | None
    previous: str | None
    total: Total
    is_approximate: bool
    searched_for: str | None


class FacetValue(Record, frozen=True, kw_only=True):
    """One value of a filter, and how many funds have it."""

    value: str
    count: int


class Facets(Record, frozen=True, kw_only=True):
    """The values of each filter among the funds that match the others."""

    facets: dict[str, tuple[FacetValue, ...]]


class DeliveryStatus(Record, frozen=True, kw_only=True, omit_defaults=False):
    """The delivery of one provider that is public now."""

    provider: str
    provider_name: str
    delivery_id: str
    content_date: date | None
    generated_at: datetime | None
    applied_at: datetime


class RecordCounts(Record, frozen=True, kw_only=True):
    """The size of the public record."""

    funds: int
    share_classes: int
    documents: int
    deauthorised_funds: int


class Status(Record, frozen=True, kw_only=True, omit_defaults=False):
    """How fresh the public record is."""

    status: Literal["ok"]
    last_delivery: DeliveryStatus | None
    deliveries: tuple[DeliveryStatus, ...]
    counts: RecordCounts


class Problem(Record, frozen=True, kw_only=True):
    """RFC 9457 problem details; `code` is stable, `requestId` is what our log knows the request by."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    parameter: str | None = None
    received: str | None = None
    accepted: tuple[str, ...] | None = None
    request_id: str | None = None
