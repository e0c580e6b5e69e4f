"""Differences for a spreadsheet: one line for each field."""

import csv
from collections.abc import Iterable, Iterator

from ..records.cells import harmless
from ..records.differences import Difference, FieldChange
from .words import as_json_text

COLUMNS = ("kind", "subject", "name", "file", "pointer", "isin", "field", "old", "new")
NO_FIELD = FieldChange("", None, None)


class _Line:
    """Hands each written line back instead of keeping it."""

    def write(self, line: str) -> str:
        """The line."""
        return line


def csv_lines(differences: Iterable[Difference]) -> Iterator[str]:
    """The lines of a CSV file, one at a time; what has no fields takes one line."""
    writer = csv.writer(_Line())
    yield str(writer.writerow(COLUMNS))
    for difference in differences:
        for field in difference.fields or (NO_FIELD,):
            yield str(writer.writerow([harmless(cell) for cell in _cells(difference, field)]))


def _cells(difference: Difference, field: FieldChange) -> tuple[str, ...]:
    return (
        difference.kind.value,
        difference.subject,
        difference.name,
        difference.file,
        difference.pointer,
        field.isin,
        field.pointer,
        as_json_text(field.old),
        as_json_text(field.new),
    )
