"""What names a fund, its umbrella and its house, each with its kind."""

from collections.abc import Iterator
from typing import Literal

from .public import FundProfile

Kind = Literal["fundId", "isin", "lei", "ticker", "umbrellaId", "name", "formerName"]
Identifier = tuple[Kind, str]


def fund_identifiers(profile: FundProfile) -> Iterator[Identifier]:
    """Of the fund: its ids, those of its share classes, and its names now and before."""
    yield "fundId", profile.fund_id
    yield from (("isin", entry.isin) for entry in profile.share_classes)
    if profile.lei_of_fund:
        yield "lei", profile.lei_of_fund
    yield from (("ticker", ticker) for ticker in tickers(profile))
    yield from (("name", name) for name in present_names(profile))
    yield from (("formerName", name) for former in profile.former_names or () for name in former.name.values())


def umbrella_identifiers(profile: FundProfile) -> Iterator[Identifier]:
    """Of its umbrella, when it has one."""
    if profile.umbrella is None:
        return
    yield "umbrellaId", profile.umbrella.umbrella_id
    if profile.umbrella.lei_of_umbrella:
        yield "lei", profile.umbrella.lei_of_umbrella
    yield from (("name", name) for name in profile.umbrella.umbrella_name.values())


def house_identifiers(profile: FundProfile) -> Iterator[Identifier]:
    """Of its fund house, when it has one."""
    yield from (("name", name) for name in (profile.fund_group_name or {}).values())


def present_names(profile: FundProfile) -> list[str]:
    """The fund's own names in all languages, with and without its umbrella's."""
    return [*profile.legal_fund_name_only.values(), *(profile.legal_fund_name_including_umbrella or {}).values()]


def tickers(profile: FundProfile) -> Iterator[str]:
    """Where its share classes trade, the names that they have there."""
    listings = (listing for entry in profile.share_classes for listing in entry.listings or ())
    return (listing.ticker for listing in listings if listing.ticker)
