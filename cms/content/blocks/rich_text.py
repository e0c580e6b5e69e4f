"""Running text."""

from typing import Any

from wagtail.blocks import RichTextBlock

from cms.content.expansion import Expansion
from cms.content.html import FEATURES, FEATURES_IN_BRIEF
from cms.content.payloads import RichTextBlock as Payload


class TextBlock(RichTextBlock):
    """Paragraphs with headings, lists and links."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**({"features": FEATURES} | options))

    def get_api_representation(self, value: Any, context: Expansion) -> Payload:
        """The text as public HTML."""
        return Payload(html=context.html(value))

    class Meta:
        icon = "pilcrow"
        label = "Text"


class BriefTextBlock(RichTextBlock):
    """A few sentences inside another block."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**({"features": FEATURES_IN_BRIEF} | options))

    def get_api_representation(self, value: Any, context: Expansion) -> str:
        """Public HTML."""
        return context.html(value)
