"""The daily figures of a fund, kept apart from its profile: a new NAV makes no new version."""

import hashlib

import msgspec

from .feed import Amount, FundRecord, Nav, Record


class FundFigures(Record, frozen=True, kw_only=True):
    """Fund size, and NAV by ISIN."""

    aum_fund: Amount | None = None
    valuation_nav: dict[str, Nav] = {}


def figures_of(fund: FundRecord) -> FundFigures:
    """The figures that the record states; a NAV without a currency is in that of its share class."""
    return FundFigures(
        aum_fund=fund.aum_fund,
        valuation_nav={
            entry.isin: msgspec.structs.replace(
                entry.valuation_nav, currency=entry.valuation_nav.currency or entry.share_class_currency
            )
            for entry in fund.share_classes
            if entry.valuation_nav
        },
    )


def digest(content: bytes) -> str:
    """SHA-256 of canonical JSON, in hex."""
    return hashlib.sha256(content).hexdigest()


def figures_digest(fund: FundRecord) -> str:
    """SHA-256 of the fund's figures."""
    return digest(msgspec.json.encode(figures_of(fund), order="sorted"))
