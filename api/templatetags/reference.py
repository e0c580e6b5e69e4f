"""Words of the OpenAPI file as HTML."""

import re
from collections.abc import Mapping
from typing import Final

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
_CODE: Final = re.compile(r"`([^`]+)`")


@register.filter
def worded(text: str) -> SafeString:
    """The text with what stands between backticks as code."""
    return mark_safe(_CODE.sub(r"<code>\1</code>", escape(text)))  # noqa: S308 - escaped just before


@register.filter
def home_of(operation: str, homes: Mapping[str, str]) -> str:
    """Where an operation is described."""
    return homes[operation]
