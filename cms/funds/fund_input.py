"""Where a fund or a share class is asked for: its identifier, found by a part of its name."""

from typing import Any, Final

from django.forms import Media, TextInput
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString

FUND_BY_NAME: Final = "Its fund ID, such as DEM00001, or type a part of its name and choose it"
SHARE_CLASS_BY_NAME: Final = "Its ISIN, or type a part of its name and choose it"
SUGGESTED_FUNDS: Final = "suggested_funds"
SUGGESTED_SHARE_CLASSES: Final = "suggested_share_classes"


class IdentifierInput(TextInput):
    """A field for an identifier, with a list of suggestions that a script asks for while one types."""

    suggested_by: str

    @property
    def media(self) -> Media:
        """The script."""
        return Media(js=["funds/suggestions.js"])

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """The field, and its list, which is empty until something is typed."""
        suggestions = f"{name}-suggestions"
        own = {"list": suggestions, "autocomplete": "off", "data-suggestions-url": reverse_lazy(self.suggested_by)}
        field = super().render(name, value, {**(attrs or {}), **own}, renderer)
        return format_html('{}<datalist id="{}"></datalist>', field, suggestions)


class FundInput(IdentifierInput):
    """A field for a fund's ID."""

    suggested_by = SUGGESTED_FUNDS


class ShareClassInput(IdentifierInput):
    """A field for the ISIN of a share class."""

    suggested_by = SUGGESTED_SHARE_CLASSES
