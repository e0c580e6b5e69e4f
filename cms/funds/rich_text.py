"""Rich text as the public gets it: paragraphs, lists and emphasis, and nothing else whatever was posted."""

from typing import ClassVar

from wagtail.whitelist import Whitelister, allow_without_attributes

ALLOWED = ("p", "b", "i", "em", "strong", "ol", "ul", "li", "br")


class _Plain(Whitelister):
    element_rules: ClassVar = {"[document]": allow_without_attributes} | dict.fromkeys(
        ALLOWED, allow_without_attributes
    )


def public_html(stored: str) -> str:
    """The text without attributes and other elements; "" when nothing is said."""
    cleaned: str = _Plain().clean(stored or "")
    return cleaned if cleaned.replace("<p></p>", "").strip() else ""
