"""The body of a page."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.blocks import StreamBlock

from cms.content.expansion import Expansion
from cms.content.payloads import BodyBlock as Payload

from .accordion import AccordionBlock
from .call_out import CallOutBlock
from .contact import ContactBlock
from .documents import DocumentListBlock
from .funds import FundListBlock
from .image import ImageBlock
from .rich_text import TextBlock
from .table import TableBlock


class BodyBlock(StreamBlock):
    """Blocks in the order in which they are read."""

    text = TextBlock()
    image = ImageBlock()
    table = TableBlock()
    accordion = AccordionBlock()
    call_out = CallOutBlock()
    documents = DocumentListBlock()
    funds = FundListBlock()
    contact = ContactBlock()

    def get_api_representation(self, value: Any, context: Expansion) -> tuple[Payload, ...]:
        """Each block's own payload; which one it is, the payload's `type` says."""
        shown = [child for child in value if not context.of_draft or _is_complete(child)]
        return tuple(child.block.get_api_representation(child.value, context=context) for child in shown)


def _is_complete(child: Any) -> bool:
    try:
        child.block.clean(child.value)
    except ValidationError:
        return False
    return True
