"""The annual report of a fund: figures that follow from its size and add up."""

from typing import Any

from infra.deliveries.documents import Document
from infra.deliveries.figures import Dice
from infra.deliveries.pdf.parts import country, open_sheet
from infra.deliveries.pdf.sheet import Sheet

Json = dict[str, Any]

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SHARES = (0.5, 0.2, 0.3)


def annual_report(document: Document) -> bytes:
    """The English annual report of a fund."""
    fund = document.subject
    dice = Dice(f"{fund['fundId']} {document.document_date}")
    end = int(fund["aumFund"]["value"].partition(".")[0])
    months = _months(document, end, dice)
    sheet = open_sheet(document, fund["legalFundNameOnly"]["en"])
    sheet.heading("Report of the management company")
    sheet.paragraph(_review(document, months))
    sheet.heading(f"Net assets month by month ({fund['fundCurrency']} million)")
    sheet.bars([(label, max(1, value // 1_000_000)) for label, value in months])
    _statements(sheet, fund, months, dice)
    sheet.heading("Parties", keep=170)
    sheet.facts(
        [
            ("Management company", fund["manCo"]),
            ("Custodian", fund["custodianBankName"]),
            ("Auditor", fund["auditorName"]),
            ("Domicile", country(fund["fundDomicileAlpha2"], "en")),
        ]
    )
    sheet.heading("Auditor's statement")
    sheet.paragraph(
        f"{fund['auditorName']} is an illustrative name: no auditor has seen these figures, which a program drew "
        "from the fund's size so that tables and charts have something to show."
    )
    return sheet.finish()


def _months(document: Document, end: int, dice: Dice) -> list[tuple[str, int]]:
    """Net assets at the end of each month of the year, the last one being the fund's size."""
    values = [end]
    for month in range(11):
        values.append(values[-1] * 1000 // dice.between(965, 1050, month))
    last = document.document_date.month
    labels = [_MONTHS[(last + number) % 12] for number in range(12)]
    return list(zip(labels, reversed(values), strict=True))


def _review(document: Document, months: list[tuple[str, int]]) -> str:
    fund, start, end = document.subject, months[0][1], months[-1][1]
    direction = "grew" if end >= start else "shrank"
    return (
        f"In the year to {document.document_date.isoformat()} the net assets of {fund['legalFundNameOnly']['en']} "
        f"{direction} from {fund['fundCurrency']} {start:,} to {fund['fundCurrency']} {end:,}. The fund had "
        f"{len(fund['shareClasses'])} share class(es) and kept to its risk level of {fund['riskLevel']} out of 5. "
        f"{fund['investmentObjective']['en']}"
    )


def _statements(sheet: Sheet, fund: Json, months: list[tuple[str, int]], dice: Dice) -> None:
    start, end = months[0][1], months[-1][1]
    cash = end * dice.between(5, 30, "cash") // 1000
    payable = end * dice.between(1, 8, "payable") // 1000
    income = start * dice.between(10, 42, "income") // 1000
    costs = round(start * fund["shareClasses"][0]["ongoingCharges"])
    currency = fund["fundCurrency"]
    sheet.heading("Statement of net assets")
    _table(
        sheet,
        currency,
        [("Investments", end - cash + payable), ("Cash", cash), ("Payables", -payable), ("Net assets", end)],
    )
    sheet.heading("Statement of operations")
    change = end - start - income + costs
    _table(
        sheet,
        currency,
        [("Income", income), ("Costs", -costs), ("Gains and flows", change), ("Change in net assets", end - start)],
    )


def _table(sheet: Sheet, currency: str, rows: list[tuple[str, int]]) -> None:
    sheet.table(("", "", currency), [(label, "", f"{value:,}") for label, value in rows], _SHARES)
