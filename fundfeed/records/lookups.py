"""Answers about what isn't one fund: what an identifier names, fund houses, and umbrellas."""

from typing import Literal

from .feed import LanguageMap, Record
from .identifiers import Kind
from .public import FacetValue


class Resolved(Record, frozen=True, kw_only=True, omit_defaults=False):
    """One thing that bears an identifier: how it matched, and where it is; `url` is relative to the host of the API."""

    type: Literal["fund", "umbrella", "fundGroup"]
    matched_by: Kind
    value: str
    id: str
    name: LanguageMap
    authorisation_status: str | None
    url: str


class Hint(Record, frozen=True, kw_only=True):
    """Why nothing bears an identifier, and published ones that differ from it by one slip of the hand."""

    detail: str
    did_you_mean: tuple[str, ...] = ()


class Resolution(Record, frozen=True, kw_only=True, omit_defaults=False):
    """All that an identifier names, the surest first; a hint when it names nothing."""

    id: str
    results: tuple[Resolved, ...]
    hint: Hint | None


class FundGroup(Record, frozen=True, kw_only=True):
    """A fund house, and how many of its funds are listed; addresses are relative to the host of the API."""

    slug: str
    name: LanguageMap
    fund_count: int
    url: str
    funds_url: str


class UmbrellaEntry(Record, frozen=True, kw_only=True):
    """An umbrella, and how many of its sub-funds are listed; addresses are relative to the host of the API."""

    umbrella_id: str
    umbrella_name: LanguageMap
    lei_of_umbrella: str | None = None
    fund_count: int
    url: str
    funds_url: str


class FundGroupDetail(FundGroup, frozen=True, kw_only=True):
    """A fund house with its umbrellas, and what its listed funds invest in."""

    withdrawn_count: int
    umbrellas: tuple[UmbrellaEntry, ...]
    asset_classes: tuple[FacetValue, ...]


class UmbrellaDetail(UmbrellaEntry, frozen=True, kw_only=True):
    """An umbrella with the fund houses of its sub-funds, and what they invest in."""

    withdrawn_count: int
    fund_groups: tuple[FundGroup, ...]
    asset_classes: tuple[FacetValue, ...]


class FundGroupList(Record, frozen=True, kw_only=True, omit_defaults=False):
    """One page of fund houses."""

    results: tuple[FundGroup, ...]
    next: str | None
    previous: str | None


class UmbrellaList(Record, frozen=True, kw_only=True, omit_defaults=False):
    """One page of umbrellas."""

    results: tuple[UmbrellaEntry, ...]
    next: str | None
    previous: str | None
