"""Something that must not be overlooked."""

from typing import Any

from wagtail.blocks import CharBlock, ChoiceBlock, StructBlock

from cms.content.expansion import Expansion
from cms.content.payloads import CallOutBlock as Payload

from .rich_text import BriefTextBlock

TONES = [("note", "Note"), ("warning", "Warning"), ("important", "Important")]


class CallOutBlock(StructBlock):
    """A box beside the running text."""

    tone = ChoiceBlock(choices=TONES, default="note")
    heading = CharBlock(required=False, max_length=120)
    text = BriefTextBlock()

    def get_api_representation(self, value: Any, context: Expansion) -> Payload:
        """Tone, heading and public HTML."""
        return Payload(tone=value["tone"], heading=value["heading"] or "", html=context.html(value["text"]))

    class Meta:
        icon = "warning"
        label = "Call-out"
