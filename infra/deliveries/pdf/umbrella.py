"""The prospectus of an umbrella: what its sub-funds share, and their names."""

from infra.deliveries.documents import Document
from infra.deliveries.pdf.parts import country, open_sheet


def umbrella_prospectus(document: Document) -> bytes:
    """The English prospectus of an umbrella."""
    umbrella = document.subject
    name = umbrella["umbrellaName"]["en"]
    sheet = open_sheet(document, name)
    sheet.heading("1  The umbrella")
    sheet.paragraph(
        f"{name} is one legal entity; sub-funds of it in this repository: {len(umbrella['subFunds'])}. The assets and "
        "liabilities of each sub-fund are kept apart from those of the others. This prospectus holds what all of "
        "them share; each sub-fund's own prospectus goes before it where they differ."
    )
    sheet.facts(
        [
            ("Home", country(umbrella["fundDomicileAlpha2"], "en")),
            ("Legal form", umbrella.get("legalForm", "")),
            ("Management company", umbrella["manCo"]),
            ("Custodian", umbrella["custodianBankName"]),
            ("Auditor", umbrella["auditorName"]),
        ]
    )
    sheet.heading("2  Sub-funds")
    rows = [(str(number), fund, currency) for number, (fund, currency) in enumerate(umbrella["subFunds"], start=1)]
    sheet.table(("No.", "Sub-fund", "Currency"), rows, (0.08, 0.77, 0.15))
    return sheet.finish()
