"""The provider's records as the feed contract defines them (sections 3, 4 and 5).

Keys on the wire are openfunds' camelCase; the openfunds field id stands beside each field that has one.
Money and NAV are decimal strings, percentages decimals, dates ISO 8601.
"""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

# `$(?!\n)`: a bare `$` would let a trailing line break pass.
LANGUAGE = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$(?!\n)"
LONGEST_DOCUMENT_ID = 100
FUND_ID = r"^[A-Z0-9-]{3,20}$(?!\n)"
DECIMAL = r"^-?[0-9]{1,18}(\.[0-9]{1,10})?$(?!\n)"
COUNTRY = r"^[A-Z]{2}$(?!\n)"
CURRENCY = r"^[A-Z]{3}$(?!\n)"
ISIN = r"^[A-Z]{2}[A-Z0-9]{9}[0-9]$(?!\n)"
LEI = r"^[A-Z0-9]{18}[0-9]{2}$(?!\n)"
FILE_NAME = r"^[0-9a-f]{32,128}\.pdf$(?!\n)"

Language = Annotated[str, Meta(max_length=35, pattern=LANGUAGE)]
LanguageMap = dict[Language, Annotated[str, Meta(max_length=500)]]
LanguageText = dict[Language, Annotated[str, Meta(max_length=20000)]]
FundId = Annotated[str, Meta(pattern=FUND_ID)]
Text = Annotated[str, Meta(min_length=1, max_length=500)]
Code = Annotated[str, Meta(min_length=1, max_length=200)]
Decimal = Annotated[str, Meta(pattern=DECIMAL)]
Country = Annotated[str, Meta(pattern=COUNTRY)]
Currency = Annotated[str, Meta(pattern=CURRENCY)]
Isin = Annotated[str, Meta(pattern=ISIN)]
Lei = Annotated[str, Meta(pattern=LEI)]

AUTHORISED_STATUSES = ("authorised", "suspended", "in liquidation")
RETRACTED = "retracted"  # ours: published by a delivery that was rolled back
WITHDRAWN_STATUSES = ("deauthorised", "terminated", RETRACTED)


class Record(Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True, gc=False):
    """Base of all wire records: camelCase keys, absent rather than null; no circles, so nothing for the collector."""


class Amount(Record, frozen=True, kw_only=True):
    """Fund size (OFDY000060)."""

    value: Decimal
    currency: Currency
    date: date


class Nav(Record, frozen=True, kw_only=True):
    """Net asset value of one share (OFDY000035), in the currency of its share class unless it says so."""

    value: Decimal
    date: date
    currency: Currency | None = None


class FormerName(Record, frozen=True, kw_only=True):
    """A name that the fund bore until a date."""

    name: LanguageMap
    until: date | None = None


class Umbrella(Record, frozen=True, kw_only=True):
    """The legal entity of a sub-fund (OFST005010, OFST010035)."""

    umbrella_id: Code
    umbrella_name: LanguageMap
    lei_of_umbrella: Lei | None = None


class Listing(Record, frozen=True, kw_only=True):
    """Where a share class trades."""

    market_identifier_code: Text | None = None
    ticker: Text | None = None
    listing_currency: Currency | None = None


class ShareClassRecord(Record, frozen=True, kw_only=True):
    """One share class, identified by its ISIN (OFST020000)."""

    isin: Isin
    full_share_class_name: LanguageMap  # OFST020060
    share_class_currency: Currency  # OFST020540
    share_class_extension: Code | None = None
    share_class_distribution_policy: Code | None = None  # OFST020400
    share_class_lifecycle: Code | None = None  # OFST020545
    investment_status: Code | None = None  # OFST023100
    share_class_launch_date: date | None = None  # OFST020560
    ongoing_charges: Decimal | float | None = None  # OFST452200
    cfi_code: Code | None = None  # OFST350015
    valuation_nav: Nav | None = None
    listings: tuple[Listing, ...] | None = None


class FundRecord(Record, frozen=True, kw_only=True):
    """One fund or sub-fund as the provider states it (section 3)."""

    fund_id: FundId
    legal_fund_name_only: LanguageMap  # OFST010110
    legal_fund_name_including_umbrella: LanguageMap | None = None  # OFST010020
    former_names: tuple[FormerName, ...] | None = None
    umbrella: Umbrella | None = None
    authorisation_status: Code
    authorisation_date: date  # OFST6010XX
    authorisation_status_date: date | None = None
    fund_domicile_alpha2: Country  # OFST010010
    fund_currency: Currency  # OFST010410
    man_co: Text  # OFST001020
    fund_group_name: dict[Language, Annotated[str, Meta(max_length=300)]] | None = None  # OFST001000
    lei_of_man_co: Lei | None = None  # OFST001030
    lei_of_fund: Lei | None = None  # OFST010030
    trustee_name: Text | None = None  # OFST001430
    custodian_bank_name: Text | None = None  # OFST001400
    auditor_name: Text | None = None  # OFST001600
    legal_form: Text | None = None  # OFST160100
    type_of_eu_directive: Text | None = None  # OFST160040
    open_ended_or_closed_ended_fund_structure: Text | None = None  # OFST010420
    asset_class: Code | None = None
    geography: Text | None = None
    investment_objective: LanguageText | None = None  # OFST010300
    risk_level: Annotated[int, Meta(ge=1, le=5)] | None = None
    fund_launch_date: date | None = None  # OFST010240
    fiscal_year_end: Text | None = None  # OFST010440
    valuation_frequency: Text | None = None  # OFST020300
    aum_fund: Amount | None = None
    is_etf: bool | None = None  # OFST010580
    is_money_market_fund: bool | None = None  # OFST351295
    share_classes: Annotated[tuple[ShareClassRecord, ...], Meta(min_length=1)]


class Target(Record, frozen=True, kw_only=True):
    """What a document is about."""

    level: Literal["company", "umbrella", "fund", "shareClass"]
    id: Code


class Checksum(Record, frozen=True, kw_only=True):
    """The digest of a document as its record states it."""

    algorithm: Code | None = None
    value: Code


# Described and not enumerated: a schema that was fetched before a type was added must not refuse it.
TypeCode = Annotated[
    Code,
    Meta(
        description="A code of section 7 of the contract, or one that the repository added: `/api/v1/document-types/`.",
        examples=["PR", "KFS", "AR", "SAR"],
    ),
]


class DocumentRecord(Record, frozen=True, kw_only=True):
    """One version of one document (section 4)."""

    document_id: Annotated[str, Meta(min_length=1, max_length=LONGEST_DOCUMENT_ID)]
    document_type: TypeCode
    title: LanguageMap
    languages: Annotated[tuple[Language, ...], Meta(min_length=1)]
    file_name: Annotated[str, Meta(pattern=FILE_NAME)]
    document_date: date
    publication_date: date
    applies_to: Annotated[tuple[Target, ...], Meta(min_length=1)]
    checksum: Checksum | None = None
    size_in_bytes: Annotated[int, Meta(ge=1)] | None = None
    valid_from: date | None = None
    expiration_date: date | None = None
    version: Code | None = None
    supersedes: Code | None = None
    status: Literal["current", "superseded", "withdrawn"] = "current"
    translation_of: Code | None = None
    publication_countries: tuple[str, ...] | None = None
    type_description: Code | None = None


class DeauthorisationRecord(Record, frozen=True, kw_only=True):
    """A fund that lost its authorisation (section 5)."""

    fund_id: FundId
    authorisation_status: Literal["deauthorised", "terminated"] = "deauthorised"
    deauthorisation_date: date
    isins: tuple[str, ...] | None = None
    last_dealing_date: date | None = None
    reason: Code | None = None
    absorbed_by_fund_id: Code | None = None
    notice_document_id: Code | None = None
