"""One corrected field in the edit screen of a fund's editorial."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from wagtail import blocks

from . import correctable


class CorrectionBlock(blocks.StructBlock):
    """Which field, what it is to say, why, what shows it, and until when."""

    field = blocks.ChoiceBlock(choices=correctable.CHOICES)
    isin = blocks.CharBlock(label="ISIN", required=False, max_length=12, help_text="Only for a field of a share class")
    value = blocks.CharBlock(
        label="Corrected value", required=False, max_length=4000, help_text="Empty: the field is left out"
    )
    reason = blocks.CharBlock(max_length=500, help_text="The public reads it")
    source = blocks.CharBlock(required=False, max_length=300, help_text="What shows it: a document, a letter; public")
    expires_on = blocks.DateBlock(label="Last day", required=False, help_text="Empty: until the provider changes it")
    provider_value = blocks.CharBlock(
        label="Provider's value when it was proposed", required=False, help_text="Filled in when you save"
    )

    def put_in_words(self, said: Any) -> None:
        """For a review: the provider's value is kept as JSON, whose quotation marks nobody said."""
        said["provider_value"] = correctable.said(said.get("provider_value") or "")

    class Meta:
        icon = "edit"
        label = "Correction"
        label_format = "{field} {isin}: {value}"


@dataclass(frozen=True)
class Entry:
    """One correction as it is proposed."""

    pointer: str
    value: Any
    reason: str
    expires_on: date | None
    provider_value: str


def entries(corrections: Any) -> list[Entry]:
    """The complete corrections of a stream."""
    return [_entry(child.value) for child in corrections if child.value.get("field") and child.value.get("reason")]


def _entry(said: Any) -> Entry:
    source = f" (source: {said['source']})" if said.get("source") else ""
    return Entry(
        pointer=correctable.pointer(said["field"], said.get("isin") or ""),
        value=correctable.value(said["field"], said.get("value") or ""),
        reason=f"{said['reason']}{source}",
        expires_on=said.get("expires_on"),
        provider_value=said.get("provider_value") or "",
    )
