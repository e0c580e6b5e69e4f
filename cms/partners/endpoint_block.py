"""One webhook endpoint in the edit screen of a partner."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks

from .destinations import UnsafeDestinationError, parsed
from .events import LABELS

KINDS = [(kind.value, label) for kind, label in LABELS.items()]


class EndpointBlock(blocks.StructBlock):
    """Where events are sent, and which."""

    url = blocks.URLBlock(label="Address", max_length=300, help_text="https, a public host, no user name or password")
    kinds = blocks.MultipleChoiceBlock(label="Events", choices=KINDS)

    class Meta:
        icon = "link-external"
        label = "Webhook"
        label_format = "{url}"

    def clean(self, value: Any) -> Any:
        """Refuse an address that could never be sent to."""
        said = super().clean(value)
        try:
            parsed(said["url"])
        except UnsafeDestinationError as error:
            raise blocks.StructBlockValidationError({"url": ValidationError(str(error))}) from error
        return said
