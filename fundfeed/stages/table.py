"""Public bodies as rows of a table, one for each share class: pure functions."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..records.cells import harmless_or_number
from ..records.columns import COLUMNS

BYTE_ORDER_MARK = "\ufeff"  # by which a spreadsheet knows UTF-8


class _Line:
    """Hands each written line back instead of keeping it."""

    def write(self, line: str) -> str:
        """The line."""
        return line


_WRITER = csv.writer(_Line())


def readable_head() -> str:
    """The heading for people: what each column is called."""
    return BYTE_ORDER_MARK + line(column.label for column in COLUMNS)


def openfunds_head() -> str:
    """The heading for programs: openfunds ids, and below them the names of the API."""
    return line(column.of_id for column in COLUMNS) + line(column.name for column in COLUMNS)


def lines(fund: Mapping[str, Any]) -> Iterator[str]:
    """One line for each share class of a public body."""
    common = [None if column.is_of_share_class else _cell(fund, column.path) for column in COLUMNS]
    for share_class in fund["shareClasses"]:
        values = zip(COLUMNS, common, strict=True)
        yield line(_cell(share_class, column.path) if value is None else value for column, value in values)


def line(cells: Iterable[str]) -> str:
    """One line of CSV (RFC 4180)."""
    return str(_WRITER.writerow([*cells]))


def _cell(record: Any, path: tuple[str, ...]) -> str:
    for name in path:
        record = record.get(name) if isinstance(record, dict) else None
    if record is None:
        return ""
    if isinstance(record, bool):
        return str(record).lower()
    return harmless_or_number(str(record))
