"""Values in a comparison as people write them: moments, days, choices, yes and no; nothing for nothing."""

import json
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, Final

from bs4 import BeautifulSoup
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from wagtail.admin.compare import (
    ChoiceFieldComparison,
    FieldComparison,
    RichTextFieldComparison,
    StreamFieldComparison,
    TextDiff,
    TextFieldComparison,
)
from wagtail.blocks import ChoiceBlock, StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.rich_text import RichText, expand_db_html

STEPS: Final = {
    "wagtail.workflow.start": "Submitted",
    "wagtail.workflow.resume": "Submitted again",
    "wagtail.workflow.approve": "Approved",
    "wagtail.workflow.reject": "Sent back",
    "wagtail.workflow.cancel": "Taken back",
}
"""What Wagtail's histories tell with the names of workflow and step, which there is only one of."""

DECIDED: Final = {"approved": "Approved", "rejected": "Sent back", "cancelled": "Taken back"}
"""How a submission ended, in the words of the buttons and mails."""


class Worded(FieldComparison):
    """One field before and after, in words."""

    def has_changed(self) -> bool:
        """Whether it says something else; not whether it says nothing in another way."""
        says_anything = any(worded(self.field, value) for value in (self.val_a, self.val_b))
        return says_anything and bool(super().has_changed())

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
    if isinstance(compared, TextFieldComparison) and (told := _names_of(compared.field, after)):
        compared.val_a, compared.val_b = told(before), told(after)
    if isinstance(compared, RichTextFieldComparison):
        compared.val_a, compared.val_b = map(with_addresses, (compared.val_a, compared.val_b))
    if isinstance(compared, StreamFieldComparison):
        put_blocks_in_words(compared.val_a)
        put_blocks_in_words(compared.val_b)
    if is_new and isinstance(compared, Worded | TextFieldComparison):
        compared.val_a = ""
    return compared


def _names_of(field: Any, thing: Any) -> Any:
    """How a thing says a field whose values are codes of another table, as Django does for its own choices."""
    return getattr(type(thing), f"get_{field.name}_display", None)


def put_blocks_in_words(value: Any) -> None:
    """Inside of blocks, say choices by their labels and leave empty what isn't said: Wagtail would write “None”."""
    if isinstance(value, StructValue):
        if hasattr(value.block, "put_in_words"):
            value.block.put_in_words(value)
        value.update({name: _of_a_block(value.block.child_blocks[name], said) for name, said in value.items()})
        for said in value.values():
            put_blocks_in_words(said)
    elif isinstance(value, StreamValue | ListValue):
        for child in value.bound_blocks if isinstance(value, ListValue) else value:
            child.value = _of_a_block(child.block, child.value)
            put_blocks_in_words(child.value)


def with_addresses(html: str) -> str:
    """Rich text in which each link has its address behind its words, for who reads the words alone."""
    soup = BeautifulSoup(expand_db_html(html or ""), "html.parser")
    for link in soup.find_all("a", href=True):
        if link["href"] != link.get_text():
            link.insert_after(f" ({link['href']})")
    return str(soup)


def _of_a_block(block: Any, said: Any) -> Any:
    if said is None:
        return ""
    if isinstance(said, RichText):
        return RichText(with_addresses(said.source))
    return dict(_flat(block.field.choices)).get(said, said) if isinstance(block, ChoiceBlock) else said


def _flat(choices: Any) -> Iterator[tuple[Any, str]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield value, label


def worded(field: Any, value: Any) -> str:
    """One value in words; an empty one is an empty text."""
    if value in (None, "", {}):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date | time):
        return _when(value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(dict(field.flatchoices).get(value, value))


def _when(value: date | time) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, datetime):
        return str(date_format(timezone.localtime(value), "j F Y, H:i T"))
    return str(date_format(value, "j F Y"))
