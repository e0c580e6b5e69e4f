"""Values in a comparison as people write them: moments, days, choices, yes and no; nothing for nothing."""

from datetime import date, datetime, time
from typing import Any, Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from wagtail.admin.compare import (
    ChoiceFieldComparison,
    FieldComparison,
    StreamFieldComparison,
    TextDiff,
    TextFieldComparison,
)
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue

STEPS: Final = {
    "wagtail.workflow.start": "Submitted",
    "wagtail.workflow.resume": "Submitted again",
    "wagtail.workflow.approve": "Approved",
    "wagtail.workflow.reject": "Sent back",
    "wagtail.workflow.cancel": "Taken back",
}
"""What Wagtail's histories tell with the names of workflow and step, which there is only one of."""


class Worded(FieldComparison):
    """One field before and after, in words."""

    def htmldiff(self) -> SafeString:
        """What it said, struck out, and what it would say."""
        before, after = worded(self.field, self.val_a), worded(self.field, self.val_b)
        changes = [("deletion", before), ("addition", after)] if before != after else [("equal", after)]
        html: SafeString = TextDiff([change for change in changes if change[1]], separator=" ").to_html()
        return html


def in_words(compared: Any, before: Any, after: Any, *, is_new: bool) -> Any:
    """Wagtail's comparison of one field, worded; in a new thing a default is something said, too."""
    if type(compared) in (FieldComparison, ChoiceFieldComparison):
        compared = Worded(compared.field, before, after)
    if isinstance(compared, StreamFieldComparison):
        leave_empty(compared.val_a)
        leave_empty(compared.val_b)
    if is_new and isinstance(compared, Worded | TextFieldComparison):
        compared.val_a = ""
    return compared


def leave_empty(value: Any) -> None:
    """Turn what isn't said inside of blocks into empty texts, since Wagtail's comparisons would write “None”."""
    if isinstance(value, StructValue):
        value.update({name: "" for name, said in value.items() if said is None})
        for said in value.values():
            leave_empty(said)
    elif isinstance(value, StreamValue | ListValue):
        for child in value.bound_blocks if isinstance(value, ListValue) else value:
            leave_empty(child.value)


def worded(field: Any, value: Any) -> str:
    """One value in words; an empty one is an empty text."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y, H:i T")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(dict(field.flatchoices).get(value, value))
