"""Ways from other screens to the manual."""

import re
from typing import Final

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from ..addresses import address_of
from ..library import MANUAL, texts

register = template.Library()
_MENTIONED: Final = re.compile(r"docs/([\w/-]+\.md)(?:#([\w-]+))?")


@register.simple_tag(name="manual")
def way_to(page: str, anchor: str = "") -> str:
    """The address of a page of the manual, `operations` for example, and of one of its headings."""
    return address_of(f"{MANUAL}{page}.md", anchor)


@register.filter
def with_manual(text: str) -> SafeString:
    """The text, in which `docs/manual/operations.md#beat` is a link to it."""
    return mark_safe(_MENTIONED.sub(_linked, conditional_escape(text)))  # noqa: S308 - escaped before


def _linked(mentioned: re.Match[str]) -> str:
    name, anchor = mentioned[1], mentioned[2] or ""
    if name not in texts():
        return mentioned[0]
    return format_html('<a href="{}">{}</a>', address_of(name, anchor), mentioned[0])
