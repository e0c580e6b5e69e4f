"""The openfunds field ids by which a key may go instead of our name; `feed.py` states the same beside its fields.

Grouped by the key under which the objects stand that have them.
"""

from collections.abc import Mapping

OF_IDS: Mapping[str, Mapping[str, str]] = {
    "funds": {
        "legalFundNameOnly": "OFST010110",
        "legalFundNameIncludingUmbrella": "OFST010020",
        "authorisationDate": "OFST6010XX",
        "fundDomicileAlpha2": "OFST010010",
        "fundCurrency": "OFST010410",
        "manCo": "OFST001020",
        "fundGroupName": "OFST001000",
        "leiOfManCo": "OFST001030",
        "leiOfFund": "OFST010030",
        "trusteeName": "OFST001430",
        "custodianBankName": "OFST001400",
        "auditorName": "OFST001600",
        "legalForm": "OFST160100",
        "typeOfEuDirective": "OFST160040",
        "openEndedOrClosedEndedFundStructure": "OFST010420",
        "investmentObjective": "OFST010300",
        "fundLaunchDate": "OFST010240",
        "fiscalYearEnd": "OFST010440",
        "valuationFrequency": "OFST020300",
        "aumFund": "OFDY000060",
        "isEtf": "OFST010580",
        "isMoneyMarketFund": "OFST351295",
    },
    "umbrella": {
        "umbrellaId": "OFST005010",
        "leiOfUmbrella": "OFST010035",
    },
    "shareClasses": {
        "isin": "OFST020000",
        "fullShareClassName": "OFST020060",
        "shareClassCurrency": "OFST020540",
        "shareClassDistributionPolicy": "OFST020400",
        "shareClassLifecycle": "OFST020545",
        "investmentStatus": "OFST023100",
        "shareClassLaunchDate": "OFST020560",
        "ongoingCharges": "OFST452200",
        "cfiCode": "OFST350015",
        "valuationNav": "OFDY000035",
    },
}
