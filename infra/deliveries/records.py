"""Fund records of index.json: what the source knows, filled up with plausible figures."""

import re
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from infra.deliveries.asset_classes import region
from infra.deliveries.chinese import chinese_name
from infra.deliveries.figures import Dice, money
from infra.deliveries.houses import chinese_group_of, group_of
from infra.deliveries.names import same_name_key
from infra.deliveries.objectives import investment_objective
from infra.deliveries.schedule import FIRST_DAY
from infra.deliveries.share_classes import share_class_record
from infra.deliveries.source import SourceFund

Json = dict[str, Any]

_FORMS = {
    "IE": "Public Limited Company (PLC)",
    "LU": "Company With Variable Capital (SICAV)",
    "FR": "Common Fund (FCP)",
    "DE": "Investment Fund (Sondervermögen)",
    "CH": "Contractual Fund",
    "HK": "Unit Trust / Unit Investment Trust (UIT)",
}
_RISK = {
    "money market": (1, 1),
    "bond": (1, 3),
    "mixed": (2, 3),
    "equity": (3, 5),
    "real estate": (3, 4),
    "commodity": (4, 5),
    "alternative": (3, 5),
    "other": (2, 4),
}
# No real trustee, custodian or auditor is named: what a source doesn't state isn't put into a real firm's mouth.
_CUSTODIANS = tuple(f"Illustrative Custodian {letter} Limited" for letter in "ABCD")
_AUDITORS = tuple(f"Illustrative Auditors {letter} LLP" for letter in "ABC")


def fund_record(fund: SourceFund, dice: Dice) -> Json:
    """The record of one fund; the same for the same source and seed."""
    launched = dice.day(date(2000, 3, 1), date(2025, 6, 30), fund.fund_id, "launch")
    authorised = launched - timedelta(days=dice.between(14, 90, fund.fund_id, "authorised"))
    record = {
        "fundId": fund.fund_id,
        "umbrella": _umbrella(fund),
        "legalFundNameOnly": language_map(fund.name),
        "legalFundNameIncludingUmbrella": _name_with_umbrella(fund),
        "authorisationStatus": "authorised",
        "authorisationDate": authorised.isoformat(),
        "authorisationStatusDate": authorised.isoformat(),
        "fundDomicileAlpha2": fund.domicile,
        "fundCurrency": _fund_currency(fund),
        "manCo": fund.house,
        "fundGroupName": _group(fund.house),
        **_parties(fund, dice),
        **_kind(fund, dice),
        "investmentObjective": investment_objective(fund, dice),
        "fundLaunchDate": launched.isoformat(),
        "fiscalYearEnd": dice.pick(("12-31", "06-30", "03-31", "09-30"), fund.house, "year end"),
        "valuationFrequency": "daily",
        "aumFund": _size(fund, dice),
        "isEtf": re.search(r"\bETF\b", fund.name, re.IGNORECASE) is not None,
        "isMoneyMarketFund": fund.asset_class == "money market",
        "shareClasses": [share_class_record(fund, one, launched, dice) for one in fund.classes],
    }
    return {key: value for key, value in record.items() if value is not None or key == "umbrella"}


def language_map(name: str) -> dict[str, str]:
    """The name in English and, where the glossary covers every word, in Traditional Chinese."""
    chinese = chinese_name(name)
    return {"en": name, "zh-Hant": chinese} if chinese else {"en": name}


def umbrella_id(umbrella: str) -> str:
    """An id that depends on the umbrella's name only."""
    return f"UMB-{sha256(same_name_key(umbrella).encode()).hexdigest()[:8].upper()}"


def _umbrella(fund: SourceFund) -> Json | None:
    if not fund.umbrella:
        return None
    return {"umbrellaId": umbrella_id(fund.umbrella), "umbrellaName": {"en": fund.umbrella}}


def _name_with_umbrella(fund: SourceFund) -> Json | None:
    return {"en": f"{fund.umbrella} - {fund.name}"} if fund.umbrella else None


def _group(house: str) -> dict[str, str]:
    chinese = chinese_group_of(house)
    return {"en": group_of(house), "zh-Hant": chinese} if chinese else {"en": group_of(house)}


def _fund_currency(fund: SourceFund) -> str:
    """The currency in the fund's name, else that of its first class that isn't hedged."""
    words = fund.name.split()
    for sign, currency in (("$", "USD"), ("€", "EUR"), ("£", "GBP")):
        if sign in words or currency in words:
            return currency
    unhedged = [one.currency for one in fund.classes if "h" not in one.extension.casefold()]
    return unhedged[0] if unhedged else fund.classes[0].currency


def _parties(fund: SourceFund, dice: Dice) -> Json:
    custodian = dice.pick(_CUSTODIANS, fund.house, "custodian")
    is_trust = fund.domicile == "HK"
    return {
        "trusteeName": "Illustrative Trustee Limited" if is_trust else None,
        "custodianBankName": custodian,
        "auditorName": dice.pick(_AUDITORS, fund.house, "auditor"),
    }


def _kind(fund: SourceFund, dice: Dice) -> Json:
    low, high = _RISK.get(fund.asset_class, (2, 4))
    is_ucits = fund.domicile in {"IE", "LU"} or "UCITS" in fund.name
    is_icav = "ICAV" in fund.umbrella
    return {
        "legalForm": "Irish Collective Asset-management Vehicle (ICAV)" if is_icav else _FORMS.get(fund.domicile),
        "typeOfEuDirective": "UCITS" if is_ucits else None,
        "openEndedOrClosedEndedFundStructure": "open-ended fund",
        "assetClass": fund.asset_class,
        "geography": region(fund.name),
        "riskLevel": dice.between(low, high, fund.fund_id, "risk"),
    }


def _size(fund: SourceFund, dice: Dice) -> Json:
    cents = dice.between(100, 999, fund.fund_id, "size") * 10 ** dice.between(6, 9, fund.fund_id, "magnitude")
    return {
        "value": money(cents + dice.between(0, 999_999, fund.fund_id, "cents")),
        "currency": _fund_currency(fund),
        "date": FIRST_DAY.isoformat(),
    }
