"""One webhook endpoint in the edit screen of a partner."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from wagtail import blocks

from .destinations import UnsafeDestinationError, parsed
from .events import LABELS

KINDS = [(kind.value, label) for kind, label in LABELS.items()]


class EventsBlock(blocks.MultipleChoiceBlock):
    """Boxes to tick; with none ticked the form says what to do."""

    def get_field(self, **options: Any) -> forms.MultipleChoiceField:
        """A field with words of its own for an empty choice."""
        said = {"required": "Choose at least one event."}
        return forms.MultipleChoiceField(error_messages=said, **options | {"widget": forms.CheckboxSelectMultiple})


class EndpointBlock(blocks.StructBlock):
    """Where events are sent, and which."""

    url = blocks.URLBlock(
        label="Address",
        max_length=300,
        help_text="As the partner gave it: https, a public host, port 443, no user name or password",
    )
    kinds = EventsBlock(
        label="Events",
        choices=KINDS,
        help_text="Each version of a fund is one message, named by the first of these that fits; others aren't sent",
    )

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
