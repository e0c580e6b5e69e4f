"""Product key facts: one or two pages, in English or Traditional Chinese."""

from infra.deliveries.documents import Document
from infra.deliveries.pdf.parts import amount, class_table, country, in_language, open_sheet
from infra.deliveries.pdf.wording import asset_class_in, risk_of, say


def key_facts(document: Document) -> bytes:
    """The key facts of a fund in the document's language."""
    fund, language = document.subject, document.language
    sheet = open_sheet(document, in_language(fund["legalFundNameOnly"], language))
    sheet.heading(say("quick facts", language))
    sheet.facts(_facts(document))
    sheet.heading(say("objective", language))
    sheet.paragraph(in_language(fund["investmentObjective"], language))
    sheet.heading(say("risk", language))
    sheet.scale(fund["riskLevel"], say("lower", language), say("higher", language))
    sheet.paragraph(risk_of(fund["assetClass"], language))
    sheet.heading(say("classes", language))
    class_table(sheet, fund, language)
    sheet.heading(say("information", language))
    sheet.paragraph(say("advice", language))
    return sheet.finish()


def _facts(document: Document) -> list[tuple[str, str]]:
    fund, language = document.subject, document.language
    values = {
        "manCo": fund["manCo"],
        "group": in_language(fund["fundGroupName"], language),
        "custodian": fund["custodianBankName"],
        "domicile": country(fund["fundDomicileAlpha2"], language),
        "invests": asset_class_in(fund["assetClass"], language),
        "currency": fund["fundCurrency"],
        "dealing": say("daily", language),
        "year end": fund["fiscalYearEnd"],
        "size": amount(fund["aumFund"]),
        "launch": fund["fundLaunchDate"],
        "authorised": fund["authorisationDate"],
    }
    return [(say(label, language), value) for label, value in values.items()]
