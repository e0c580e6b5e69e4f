"""Share-class records of index.json."""

from datetime import date
from typing import Any

from infra.deliveries.figures import Dice, nav
from infra.deliveries.schedule import FIRST_DAY
from infra.deliveries.source import SourceClass, SourceFund

Json = dict[str, Any]

_CFI_ASSETS = {
    "equity": "E",
    "bond": "B",
    "money market": "B",
    "mixed": "L",
    "real estate": "R",
    "commodity": "C",
}
# Annual ongoing charges in hundredths of a percent: exchange-traded funds are cheap, active share classes aren't.
_CHARGES_ETF = (5, 7, 10, 12, 15, 18, 20, 25, 30, 35, 40, 50, 60, 65)
_CHARGES_ACTIVE = (45, 60, 75, 90, 110, 130, 155, 170, 185, 205)


def share_class_record(fund: SourceFund, one: SourceClass, launched: date, dice: Dice) -> Json:
    """The record of one share class; the same for the same source and seed."""
    policy = one.policy or dice.pick(("accumulating", "distributing"), one.isin, "policy")
    record = {
        "isin": one.isin,
        "fullShareClassName": {"en": full_name(fund, one)},
        "shareClassExtension": one.extension or None,
        "shareClassCurrency": one.currency,
        "shareClassDistributionPolicy": policy,
        "shareClassLifecycle": "active",
        "investmentStatus": "soft closed" if dice.happens(2, one.isin, "closed") else "open",
        "shareClassLaunchDate": _launch(fund, one, launched, dice).isoformat(),
        "ongoingCharges": _charges(fund, one, dice),
        "cfiCode": _cfi_code(fund, policy),
        "valuationNav": {
            "value": nav(dice.between(50_000, 4_999_999, one.isin, "nav")),
            "date": FIRST_DAY.isoformat(),
            "currency": one.currency,
        },
        "listings": [
            {
                "marketIdentifierCode": listing.mic,
                "ticker": listing.ticker,
                "listingCurrency": listing.currency,
            }
            for listing in one.listings
        ],
    }
    return {key: value for key, value in record.items() if value is not None and value != []}


def full_name(fund: SourceFund, one: SourceClass) -> str:
    """Fund name and class extension in one line."""
    return f"{fund.name} {one.extension}".strip()


def _launch(fund: SourceFund, one: SourceClass, launched: date, dice: Dice) -> date:
    """The first class starts with the fund; later ones may start years after it."""
    if one is fund.classes[0]:
        return launched
    return dice.day(launched, date(2025, 12, 31), one.isin, "class launch")


def _charges(fund: SourceFund, one: SourceClass, dice: Dice) -> float:
    """A decimal fraction: 0.002 is 0.20 % a year."""
    options = _CHARGES_ETF if one.listings or "ETF" in fund.name else _CHARGES_ACTIVE
    return dice.pick(options, one.isin, "charges") / 10_000


def _cfi_code(fund: SourceFund, policy: str) -> str:
    """ISO 10962: collective investment, ETF or standard fund, open-ended, by income policy and assets."""
    kind = "E" if "ETF" in fund.name else "I"
    form = "U" if fund.domicile in {"DE", "FR", "HK"} else "S"
    return f"C{kind}O{'G' if policy == 'accumulating' else 'I'}{_CFI_ASSETS.get(fund.asset_class, 'M')}{form}"
