"""An image, which says what it shows or that it only decorates."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.blocks import BooleanBlock, CharBlock, StructBlock, StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

from cms.content.expansion import Expansion
from cms.content.payloads import ImageBlock as Payload

NEITHER = "Say what the image shows, for those who don't see it, or tick that it only decorates."
BOTH = "An image that only decorates has no alternative text."


class ImageBlock(StructBlock):
    """An image with alternative text and caption."""

    image = ImageChooserBlock()
    alternative_text = CharBlock(required=False, max_length=250)
    is_decorative = BooleanBlock(required=False, label="It only decorates")
    caption = CharBlock(required=False, max_length=250)

    def clean(self, value: Any) -> Any:
        """Refuse an image that says nothing to those who don't see it."""
        cleaned = super().clean(value)
        if problem := alternative_text_problem(cleaned["alternative_text"], is_decorative=cleaned["is_decorative"]):
            raise StructBlockValidationError(block_errors={"alternative_text": ValidationError(problem)})
        return cleaned

    def get_api_representation(self, value: Any, context: Expansion) -> Payload:
        """The image in its widths."""
        alt = "" if value["is_decorative"] else value["alternative_text"]
        return Payload(picture=context.picture(value["image"], alt=alt), caption=value["caption"] or "")

    class Meta:
        icon = "image"


def alternative_text_problem(text: str, *, is_decorative: bool) -> str:
    """What is wrong with an image's alternative text, in a sentence; "" when nothing is."""
    if bool(text.strip()) != is_decorative:
        return ""
    return BOTH if is_decorative else NEITHER
