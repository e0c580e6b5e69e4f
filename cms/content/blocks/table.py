"""A table with columns of text or figures."""

from typing import Any

from wagtail.blocks import CharBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from cms.content.expansion import Expansion
from cms.content.payloads import TableBlock as Payload

FIGURE = "figure"


class TableBlock(TypedTableBlock):
    """Rows and columns; columns of figures are aligned to the right."""

    def __init__(self, **options: Any) -> None:
        columns = [
            ("text", CharBlock(required=False, label="Text")),
            (FIGURE, CharBlock(required=False, label="Figure")),
        ]
        super().__init__(columns, **options)

    def get_api_representation(self, table: Any, context: Expansion) -> Payload:  # noqa: ARG002 - nothing to resolve
        """Headings and cells as plain text."""
        return Payload(
            caption=table.caption or "",
            headings=tuple(column["heading"] for column in table.columns),
            rows=tuple(tuple(str(cell or "") for cell in row["values"]) for row in table.row_data),
            numeric=tuple(column["block"].name == FIGURE for column in table.columns),
        )

    class Meta:
        icon = "table"
        label = "Table"
