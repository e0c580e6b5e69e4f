"""Coverage as a table, one line for each expected document of a fund."""

from collections.abc import Iterable, Iterator

from fundfeed.records.cells import harmless
from fundfeed.records.coverage import CoverageEntry, FundCoverage
from fundfeed.stages.table import BYTE_ORDER_MARK, line

HEADINGS = (
    *("Fund ID", "Fund", "Fund, in Chinese", "Fund house", "Type", "Language", "State", "Due on"),
    *("Document ID", "Document date", "Published on", "SHA-256"),
)


def lines(funds: Iterable[FundCoverage]) -> Iterator[str]:
    """Heading and lines."""
    yield BYTE_ORDER_MARK + line(HEADINGS)
    for fund in funds:
        for entry in fund.documents:
            yield line(harmless(cell) for cell in (*_of_fund(fund), *_of_entry(entry)))


def _of_fund(fund: FundCoverage) -> tuple[str, ...]:
    names, house = fund.legal_fund_name_only, fund.fund_group_name or {}
    return fund.fund_id, names.get("en", ""), names.get("zh-Hant", ""), house.get("en", "")


def _of_entry(entry: CoverageEntry) -> tuple[str, ...]:
    told = (entry.document_type, entry.language, entry.state, entry.due_on.isoformat() if entry.due_on else "")
    if entry.newest is None:
        return (*told, "", "", "", "")
    newest = entry.newest
    days = newest.document_date.isoformat(), newest.publication_date.isoformat()
    return (*told, newest.document_id, *days, newest.sha256)
