"""A provider's record as a list of facts to read."""

from typing import Any

from cms.facts import wording

SHOWN_ELSEWHERE = {"shareClasses"}
SAID_ABOVE = {"fundId", "isins", "deauthorisationDate", "authorisationStatus"}

# Names of openfunds fields that words made from the key would not explain, in the order in which people ask.
LABELS = {
    "isin": "ISIN",
    "fullShareClassName": "Name",
    "legalFundNameOnly": "Name",
    "legalFundNameIncludingUmbrella": "Name with umbrella",
    "umbrella": "Umbrella",
    "authorisationStatus": "Authorisation",
    "authorisationDate": "Authorised",
    "fundDomicileAlpha2": "Domicile",
    "fundCurrency": "Currency",
    "fundGroupName": "Fund house",
    "manCo": "Management company",
    "leiOfManCo": "LEI of management company",
    "leiOfFund": "LEI of fund",
    "trusteeName": "Trustee",
    "custodianBankName": "Custodian",
    "auditorName": "Auditor",
    "typeOfEuDirective": "EU directive",
    "openEndedOrClosedEndedFundStructure": "Structure",
    "isEtf": "ETF",
    "isMoneyMarketFund": "Money market fund",
    "fundId": "Fund ID",
    "isins": "ISINs",
    "absorbedByFundId": "Absorbed by",
    "aumFund": "Fund size",
    "valuationNav": "NAV",
    "cfiCode": "CFI code",
}
RANK = {key: place for place, key in enumerate(LABELS)}


def stated_facts(record: dict[str, Any]) -> list[tuple[str, str]]:
    """Label and value of every key that holds something: those that people ask for first, then the others by name."""
    stated = {key: content for key, content in record.items() if content not in (None, "", [], {})}
    return [
        (LABELS.get(key) or wording.label(key), wording.value(stated[key]))
        for key in sorted(stated, key=lambda key: (RANK.get(key, len(RANK)), key))
        if key not in SHOWN_ELSEWHERE
    ]


def deauthorisation_facts(record: dict[str, Any] | None) -> list[tuple[str, str]]:
    """What the provider said about the end of an authorisation, beside the date and the fund."""
    return stated_facts({key: content for key, content in (record or {}).items() if key not in SAID_ABOVE})
