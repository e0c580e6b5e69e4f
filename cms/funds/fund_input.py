"""Where a fund is asked for: its ID, found by a part of its name."""

from typing import Any, Final

from django.forms import TextInput
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from fundfeed.models import Fund

FOUND_BY_NAME: Final = "Its fund ID, such as DEM00001, or a part of its name, and choose it"


class FundInput(TextInput):
    """A field for a fund's ID with every fund's name as a suggestion; the browser narrows them while one types."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The field names its list and turns off what was typed into it before."""
        return super().get_context(name, value, {**(attrs or {}), "list": list_id(name), "autocomplete": "off"})

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """The field, and below it the suggestions, which are read from the database each time."""
        field = super().render(name, value, attrs, renderer)
        funds = Fund.objects.values_list("fund_id", "name", "name_zh")
        options = format_html_join("", '<option value="{}">{} {}</option>', funds)
        return format_html('{}<datalist id="{}">{}</datalist>', field, list_id(name), options)


def list_id(name: str) -> str:
    """The list's own ID on the page, beside that of the field."""
    return f"{name}-suggestions"
