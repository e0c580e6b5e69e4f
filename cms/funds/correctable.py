"""Fields of a fund that people may correct, and how what they type becomes a value."""

import json
from typing import Any, Final

FUND_FIELDS: Final = {
    "legalFundNameOnly/en": "Name in English",
    "legalFundNameOnly/zh-Hant": "Name in Chinese (traditional)",
    "authorisationDate": "Authorisation date",
    "authorisationStatusDate": "Date of the authorisation status",
    "fundDomicileAlpha2": "Domicile",
    "fundCurrency": "Fund currency",
    "manCo": "Management company",
    "leiOfManCo": "LEI of the management company",
    "leiOfFund": "LEI of the fund",
    "fundGroupName/en": "Fund house in English",
    "fundGroupName/zh-Hant": "Fund house in Chinese (traditional)",
    "trusteeName": "Trustee",
    "custodianBankName": "Custodian",
    "auditorName": "Auditor",
    "legalForm": "Legal form",
    "typeOfEuDirective": "Type of EU directive",
    "assetClass": "Asset class",
    "geography": "Geography",
    "investmentObjective/en": "Investment objective in English",
    "investmentObjective/zh-Hant": "Investment objective in Chinese (traditional)",
    "riskLevel": "Risk level",
    "fundLaunchDate": "Launch date",
    "fiscalYearEnd": "End of the financial year",
    "valuationFrequency": "Valuation frequency",
    "isEtf": "Is an ETF",
    "isMoneyMarketFund": "Is a money market fund",
}
SHARE_CLASS_FIELDS: Final = {
    "fullShareClassName/en": "Name in English",
    "fullShareClassName/zh-Hant": "Name in Chinese (traditional)",
    "shareClassCurrency": "Currency",
    "shareClassDistributionPolicy": "Distribution policy",
    "shareClassLifecycle": "Lifecycle",
    "investmentStatus": "Investment status",
    "shareClassLaunchDate": "Launch date",
    "ongoingCharges": "Ongoing charges",
    "cfiCode": "CFI code",
}
OF_SHARE_CLASS: Final = "*/"
CHOICES: Final = [
    ("Fund", list(FUND_FIELDS.items())),
    ("Share class (give its ISIN)", [(f"{OF_SHARE_CLASS}{name}", label) for name, label in SHARE_CLASS_FIELDS.items()]),
]
BOOLEANS: Final = {"yes": True, "no": False, "true": True, "false": False}
NUMBERS: Final = {"riskLevel"}


def pointer(field: str, isin: str) -> str:
    """The JSON pointer of a field in the provider's record; a share class is named by its ISIN."""
    if field.startswith(OF_SHARE_CLASS):
        return f"/shareClasses/{isin.strip().upper()}/{field.removeprefix(OF_SHARE_CLASS)}"
    return f"/{field}"


def label(of: str) -> str:
    """What the field at a pointer is called on screen; the pointer itself for one that isn't in the form."""
    _, *steps = of.split("/")
    if steps[:1] == ["shareClasses"]:
        name = SHARE_CLASS_FIELDS.get("/".join(steps[2:]))
        return f"{name} of {steps[1]}" if name else of
    return FUND_FIELDS.get("/".join(steps), of)


def value(field: str, typed: str) -> Any:
    """What was typed as a JSON value: yes and no, numbers, texts; None for nothing, which leaves the field out."""
    text = typed.strip()
    if not text:
        return None
    if field.startswith("is") and text.lower() in BOOLEANS:
        return BOOLEANS[text.lower()]
    return int(text) if field in NUMBERS and text.isdecimal() else text


def as_text(content: Any) -> str:
    """A provider's value as one line of JSON, to be compared later."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def said(kept: str) -> str:
    """The line of `as_text` as the provider wrote it: a text without quotation marks, nothing for nothing."""
    content = json.loads(kept) if kept else None
    return content if isinstance(content, str) else "" if content is None else kept
