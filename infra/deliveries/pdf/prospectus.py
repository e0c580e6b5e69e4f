"""The prospectus of one fund: two or three pages."""

from typing import Any

from infra.deliveries.documents import Document
from infra.deliveries.pdf.parts import class_table, country, open_sheet
from infra.deliveries.pdf.sheet import Sheet
from infra.deliveries.pdf.wording import risk_of, say

Json = dict[str, Any]

_POLICIES = {
    "equity": "The fund holds shares of companies in its index, or a sample of them that behaves alike, and keeps "
    "cash only to meet redemptions.",
    "bond": "The fund holds bonds of its index or a sample of them with the same maturities and credit quality, and "
    "reinvests coupons until they are paid out.",
    "commodity": "The fund takes its exposure from the commodity itself or from swaps with several counterparties, "
    "each backed by collateral.",
    "real estate": "The fund holds listed property companies and trusts in the weights of its index.",
    "money market": "The fund holds short-dated deposits and paper with an average life of less than 60 days.",
}
_OTHER_POLICY = "The fund spreads its assets over several markets within the limits of its constitution."
_DEALING = (
    "Shares are issued and redeemed on every business day in {place} at the net asset value of that day. Orders that "
    "arrive after the cut-off are dealt on the next business day. Shares listed on an exchange can also be bought "
    "and sold there at market price."
)
_FEES = (
    "The management company receives one fee out of the assets of each class, from which it pays the custodian, the "
    "auditor and the costs of registration. The ongoing charges below are a share of the assets per year."
)


def fund_prospectus(document: Document) -> bytes:
    """The English prospectus of a fund."""
    fund = document.subject
    sheet = open_sheet(document, _full_name(fund))
    sheet.heading("1  The fund")
    sheet.paragraph(_introduction(fund))
    sheet.facts(_parties(fund))
    sheet.heading("2  Investment objective and policy")
    sheet.paragraph(fund["investmentObjective"]["en"])
    sheet.paragraph(_POLICIES.get(fund["assetClass"], _OTHER_POLICY))
    sheet.heading("3  Risks")
    sheet.paragraph(risk_of(fund["assetClass"], "en"))
    sheet.paragraph(_currency_risk(fund))
    sheet.scale(fund["riskLevel"], say("lower", "en"), say("higher", "en"))
    sheet.heading("4  Dealing")
    sheet.paragraph(_DEALING.format(place=country(fund["fundDomicileAlpha2"], "en")))
    sheet.heading("5  Share classes and charges")
    sheet.paragraph(_FEES)
    class_table(sheet, fund, "en")
    sheet.heading("6  Listings")
    _listings(sheet, fund)
    return sheet.finish()


def _full_name(fund: Json) -> str:
    names = fund.get("legalFundNameIncludingUmbrella") or fund["legalFundNameOnly"]
    return str(names["en"])


def _introduction(fund: Json) -> str:
    name, home = fund["legalFundNameOnly"]["en"], country(fund["fundDomicileAlpha2"], "en")
    member = f", a sub-fund of {fund['umbrella']['umbrellaName']['en']}," if fund["umbrella"] else ""
    form = f" in the form of {fund['legalForm']}" if "legalForm" in fund else ""
    return (
        f"{name}{member} is an {fund['openEndedOrClosedEndedFundStructure']} established in {home}{form}. It was "
        f"launched on {fund['fundLaunchDate']} and authorised on {fund['authorisationDate']}. Its base currency is "
        f"{fund['fundCurrency']} and its financial year ends on {fund['fiscalYearEnd']} (month-day)."
    )


def _parties(fund: Json) -> list[tuple[str, str]]:
    return [
        ("Management company", fund["manCo"]),
        ("Trustee", fund.get("trusteeName", "")),
        ("Custodian", fund["custodianBankName"]),
        ("Auditor", fund["auditorName"]),
        ("Directive", fund.get("typeOfEuDirective", "")),
    ]


def _currency_risk(fund: Json) -> str:
    base = fund["fundCurrency"]
    currencies = sorted({one["shareClassCurrency"] for one in fund["shareClasses"]} - {base})
    if not currencies:
        return f"All classes are kept in {base}: an investor who counts in another currency bears its risk."
    return f"Classes in {', '.join(currencies)} also move with the rate against {base} unless they are hedged."


def _listings(sheet: Sheet, fund: Json) -> None:
    rows = [
        (one["isin"], listing["marketIdentifierCode"], listing["ticker"], listing["listingCurrency"])
        for one in fund["shareClasses"]
        for listing in one.get("listings", [])
    ]
    if rows:
        sheet.table(("ISIN", "Market (MIC)", "Ticker", "Currency"), rows, (0.3, 0.3, 0.2, 0.2))
    else:
        sheet.paragraph("The shares aren't listed on any exchange.")
