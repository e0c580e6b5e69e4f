"""Documents of a fund."""

import re
from typing import Any

from wagtail.blocks import CharBlock, MultipleChoiceBlock, RegexBlock, StructBlock

from cms.content.expansion import Expansion
from cms.content.payloads import DocumentListBlock as Payload
from cms.facts.document_types import every_type
from fundfeed.records.feed import FUND_ID

NOT_A_FUND_ID = {"invalid": "A fundId has 3 to 20 capital letters, digits or hyphens, such as DEM00001."}


def fund_id_block(**options: Any) -> RegexBlock:
    """A field for one fundId."""
    return RegexBlock(regex=re.compile(FUND_ID), error_messages=NOT_A_FUND_ID, label="fundId", **options)


class DocumentListBlock(StructBlock):
    """What a fund has published, of some types or all."""

    heading = CharBlock(required=False, max_length=120)
    fund_id = fund_id_block()
    document_types = MultipleChoiceBlock(choices=every_type, required=False, help_text="None ticked means all of them.")

    def get_api_representation(self, value: Any, context: Expansion) -> Payload:  # noqa: ARG002 - nothing to resolve
        """Which documents; the site asks the fund for them."""
        return Payload(
            heading=value["heading"] or "",
            fund_id=value["fund_id"],
            document_types=tuple(value["document_types"] or ()),
        )

    class Meta:
        icon = "doc-full"
        label = "Documents of a fund"
